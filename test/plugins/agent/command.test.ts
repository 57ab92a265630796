import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';

const program = join(import.meta.dirname, '../../../watchclock.ts');

describe('watchclock agent', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  const problems: readonly [what: string, yaml: string, lines: readonly string[]][] = [
    [
      'a check that there is not',
      'commands: {a: check_lod -w 1}\npassive: {to: "http://x", token: t}',
      [':1:15: commands.a: there is no check "check_lod" (did you mean "check_load"?)'],
    ],
    [
      'a line that needs a shell',
      'commands: {a: "check_load | cat"}\npassive: {to: "http://x", token: t}',
      [':1:15: commands.a: needs a shell for "|", and there is none here'],
    ],
    [
      'an option that its check does not take',
      'commands: {a: check_load -Q}\npassive: {to: "http://x", token: t}',
      [":1:15: commands.a: check_load: invalid option -- 'Q'"],
    ],
    [
      'a line that measures nothing',
      'commands: {a: check_load --help}\npassive: {to: "http://x", token: t}',
      [':1:15: commands.a: only prints a text and checks nothing'],
    ],
    [
      'a service of no command',
      'commands: {}\npassive: {to: "http://x", token: t, services: {a: b}}',
      [':2:51: passive.services.a: there is no command "b"'],
    ],
    [
      'no password for a server that asks for one',
      'commands: {}\npassive: {to: "nsca://x"}',
      [':2:10: passive.password: is missing'],
    ],
    [
      'keys that are missing or wrong',
      'commands: {}\npassive: {to: "ftp://x", evry: 1s}',
      [
        ':2:26: passive.evry: there is no such key (did you mean "every"?)',
        ':2:15: passive.to: must be https://GATEWAY/, nrdp+https://HOST/nrdp/, nsca-ng://IDENTITY@HOST:5668 or nsca://HOST:5667, not "ftp://x"',
      ],
    ],
  ];
  for (const [what, yaml, lines] of problems) {
    it(`refuses to start with ${what}, and names the place`, () => {
      const file = write(yaml);
      const { stderr, status } = run('--config', file);
      expect(stderr).to.equal(lines.map((line) => `${file}${line}\n`).join(''));
      expect(status).to.equal(1);
    });
  }

  it('only checks its configuration when asked', () => {
    const file = write('commands: {a: check_load -w 1 -c 2}\npassive: {to: "http://x", token: t}');
    const { stdout, status } = run('--config', file, '--check');
    expect([stdout, status]).to.deep.equal([`${file}: nothing is wrong\n`, 0]);
  });

  it('takes a configuration in its shortest form', () => {
    const file = write(`listen: 127.0.0.1:5666
allowed: [127.0.0.1]
tls: off
commands: {check_load: check_load -w 15,10,5 -c 30,25,20}
passive: {every: 60s, to: nsca-ng://identity@monitoring.example:5668, password: made-up}
`);
    expect(run('--config', file, '--check').stdout).to.equal(`${file}: nothing is wrong\n`);
  });

  it('tells how it is called, and what was wrong with a call', () => {
    expect(run('--help').stdout).to.match(/^Usage: watchclock agent [\s\S]*\nExample:\n/);
    expect(run().stderr).to.match(/^watchclock agent: --config is missing\nUsage: /);
    expect(run('--bad').stderr).to.match(/^watchclock agent: Unknown option '--bad'/);
    expect([run('--help').status, run().status, run('--bad').status]).to.deep.equal([0, 2, 2]);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends on ${signal} with status 0`, async () => {
      const file = write(
        'commands: {a: check_load -w 1 -c 2}\npassive: {to: "http://127.0.0.1:9", token: t}',
      );
      const child = spawn(process.execPath, [program, 'agent', '-c', file]);
      const said = text(child.stderr);
      await once(child.stderr, 'data');
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).to.equal(0);
      expect((await said).trimEnd().split('\n').at(-1)).to.contain('"msg":"stopped"');
    });
  }

  function write(yaml: string): string {
    const file = join(dir, 'agent.yaml');
    writeFileSync(file, yaml);
    return file;
  }

  function run(...args: readonly string[]) {
    return spawnSync(process.execPath, [program, 'agent', ...args], { encoding: 'utf8' });
  }
});
