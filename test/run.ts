// `npm test`: makes ready what the tests need, then runs every test under mocha.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
const { status } = spawnSync(process.execPath, [mocha, 'test/**/*.test.ts'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
