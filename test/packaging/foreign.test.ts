import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { foreignNode } from '../../packaging/foreign-node.ts';
import { buildPrograms } from '../../packaging/programs.ts';
import { version } from '../../plugins/check/version.ts';
import { skip } from '../skip.ts';

const root = join(import.meta.dirname, '../..');
const emulator = '/usr/bin/qemu-aarch64-static';
const libraries = '/usr/aarch64-linux-gnu';
/** ELF's number for the processor (e_machine). */
const aarch64 = 183;

// Fetches another Node from the registry, so it is one of the long forms only.
if (process.env.WATCHCLOCK_SOAK === '1' && process.arch === 'x64') {
  describe('the program for arm64', function () {
    this.timeout(600_000);
    let folder: string;
    let program: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'watchclock-arm64-'));
      const node = foreignNode(root, 'arm64');
      const base = { node, strip: 'aarch64-linux-gnu-strip', foreign: true };
      program = await buildPrograms(root, join(folder, 'bin'), base);
    });
    after(() => rmSync(folder, { recursive: true }));

    it('is one for that processor', () => {
      expect(readFileSync(program).readUInt16LE(18)).to.equal(aarch64);
    });

    it('runs on it', function () {
      if (!existsSync(emulator) || !existsSync(libraries)) {
        skip(
          this,
          `${emulator} or ${libraries} is missing (qemu-user-static, libc6-arm64-cross …)`,
        );
      }
      const args = ['-L', libraries, program, '--version'];
      const { stdout } = spawnSync(emulator, args, { encoding: 'utf8' });
      expect(stdout).to.equal(`watchclock ${version}\n`);
    });
  });
}
