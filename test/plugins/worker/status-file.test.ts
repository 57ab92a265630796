import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readStatus } from '../../../plugins/worker/status-file.ts';
import { until } from '../../until.ts';

describe('a status.dat', () => {
  let dir: string;
  let path: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'status-'));
    path = join(dir, 'status.dat');
    const services = Array.from({ length: 5000 }, (_, i) => {
      return `servicestatus {\n\thost_name=a\n\tservice_description=s${i}\n\tplugin_output=x=y\n\t}\n\n`;
    });
    writeFileSync(path, `# made up\ninfo {\n\tcreated=1700000000\n\t}\n\n${services.join('')}`);
  });
  after(() => rmSync(dir, { recursive: true }));

  it('is read block by block', async () => {
    const blocks = await Array.fromAsync(readStatus(path));
    expect(blocks).to.have.length(5001);
    expect(blocks[0]).to.deep.equal({ kind: 'info', values: new Map([['created', '1700000000']]) });
    expect(blocks.at(-1)?.values.get('plugin_output')).to.equal('x=y');
  });

  it('is closed when enough of it has been seen', async () => {
    for await (const { kind } of readStatus(path)) if (kind === 'info') break;
    await until('the closed file', () => !isOpen(path) || undefined);
  });

  it('that is not there is told', async () => {
    const reading = Array.fromAsync(readStatus(join(dir, 'none')));
    expect(await reading.catch(({ code }) => code)).to.equal('ENOENT');
  });
});

function isOpen(path: string): boolean {
  return readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(join('/proc/self/fd', fd)) === path;
    } catch {
      return false; // the one that listed them
    }
  });
}
