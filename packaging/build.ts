// `npm run build`: leaves dist/bin/ with one executable, watchclock, and a link to it for each check.
import { join } from 'node:path';
import { buildPrograms } from './programs.ts';

const root = join(import.meta.dirname, '..');
await buildPrograms(root, join(root, 'dist', 'bin'));
