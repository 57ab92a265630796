import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadPlugin } from '../../../plugins/registry.ts';
import { runCheck } from '../../../plugins/run.ts';
import { peer } from '../../peers/peer.ts';
import { type Alike, expectParity, type Unlike } from '../parity.ts';
import { type ParityOrigins, startParityOrigins } from './parity-origins.ts';

/** Tests that hold `check` against the reference of that name, line by line, on servers of their own. */
export function testParity(
  check: 'check_http' | 'check_curl',
  alike: readonly Alike[],
  unlike: readonly Unlike[],
): void {
  let dir: string;
  let reference: string;
  let origins: ParityOrigins;

  before(async function () {
    reference = peer(this, check);
    dir = mkdtempSync(join(tmpdir(), 'watchclock-parity-'));
    origins = await startParityOrigins(dir);
  });
  after(async () => {
    await origins?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const fill = (line: string) =>
    line.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'dir' ? dir : origins.port(name)));
  const verify = (row: Alike | Unlike) => expectParity({ check, reference, fill, mask }, row);

  for (const row of alike) it(`answers the same to ${row.line || 'nothing'}`, () => verify(row));
  for (const row of unlike) it(`does better with ${row.line}`, () => verify(row));

  it('shows no credentials with -v, which the reference does', async () => {
    const args = ['-H', '127.0.0.1', '-p', origins.port('http'), '-v', '-a', 'user:secret'];
    const encoded = Buffer.from('user:secret').toString('base64');
    expect(await outputOf(reference, args)).to.contain(encoded);
    const { output } = await runCheck(check, args);
    expect(output).to.contain('Authorization: ***').and.to.not.contain(encoded);
  });

  it('does better in all that its page of differences names', async () => {
    const tried = new Set([...unlike.map(({ differs }) => differs), ...elsewhere]);
    const differences = (await loadPlugin(check))?.manual.differences ?? [];
    expect(differences.map(({ ours }) => ours).filter((ours) => !tried.has(ours))).to.deep.equal(
      [],
    );
  });
}

/** Differences that are tried in tests of their own, here or in `check_http.test.ts`, or on the other checks. */
const elsewhere = [
  'Credentials in what -v shows are `***`.',
  '--version and --help begin with the name and version of watchclock.',
  'One-letter keys in the file of --extra-opts are the short options.',
];

/** Times differ from run to run, and libraries from machine to machine. */
function mask(output: string): string {
  return output
    .replace(/in \d+\.\d{3} second/g, 'in T second')
    .replace(/\b(time\w*)=\d+\.\d{6}s/g, '$1=Ts')
    .replace(/after \d+ (ms|milliseconds)/g, 'after N $1')
    .replace(/OpenSSL\/[\d.]+/, 'OpenSSL/V');
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, (_, stdout) => resolve(stdout));
  });
}
