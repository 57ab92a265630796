import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { expandExtraOpts, hasExtraOpts } from '../../../plugins/check/extra-opts.ts';
import { parseIni } from '../../../plugins/check/ini.ts';
import { UsageError } from '../../../plugins/check/usage-error.ts';

describe('--extra-opts', () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-ini-'));
    file = join(folder, 'plugins.ini');
    const lines = [
      '[check_x]',
      'warning = 5 # five',
      'path=/a',
      'path=/b',
      'v=',
      'w=-1:2',
      'local=',
      '[other]',
      'critical=9',
      '[bad]',
      'foo',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'early.ini'), 'x=1\n[check_x]\n');
  });
  after(() => rmSync(folder, { recursive: true }));
  const expand = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    expandExtraOpts(args, 'check_x', env);

  it('puts the options of a section before all others, keys kept in order', () => {
    expect(expand(['-c', '7', `--extra-opts=@${file}`, 'x'])).to.deep.equal([
      '--warning=5 # five',
      '--path=/a',
      '--path=/b',
      '-v',
      '-w-1:2',
      '--local',
      '-c',
      '7',
      'x',
    ]);
  });

  it('takes another section, a separate argument, and several', () => {
    expect(expand([`--extra-opts=other@${file}`])).to.deep.equal(['--critical=9']);
    expect(expand(['--extra-opts', `other@${file}`, '-x'])).to.deep.equal(['--critical=9', '-x']);
    expect(expand([`--extra-opts=other@${file}`, `--extra-opts=other@${file}`])).to.have.length(2);
  });

  it('finds its file by the environment', () => {
    expect(expand(['--extra-opts=other'], { MP_CONFIG_FILE: file })).to.deep.equal([
      '--critical=9',
    ]);
    const env = { NAGIOS_CONFIG_PATH: `:/nowhere:${folder}` };
    expect(expand(['--extra-opts=other', '-x'], env)).to.deep.equal(['--critical=9', '-x']);
  });

  it('leaves everything after -- and other command lines alone', () => {
    expect(expand(['--', '--extra-opts'])).to.deep.equal(['--', '--extra-opts']);
    const args = ['-w', '5'];
    expect(expand(args)).to.equal(args);
    expect([hasExtraOpts(['--extra-opts=x']), hasExtraOpts(args)]).to.deep.equal([true, false]);
  });

  const wrong: [string, string][] = [
    ['bad', 'Config file error'],
    ['none', "Invalid section 'none' in config file"],
  ];
  for (const [section, message] of wrong) {
    it(`refuses the section ${section}: ${message}`, () => {
      expect(() => expand([`--extra-opts=${section}@${file}`])).to.throw(UsageError, message);
    });
  }

  it('refuses files that are not there, no files, or begin without a section', () => {
    expect(() => expand(['--extra-opts=@/nowhere'])).to.throw(
      UsageError,
      "Can't read config file: No such file or directory",
    );
    expect(() => expand(['--extra-opts=@/'])).to.throw(
      UsageError,
      "Can't read config file: Not a regular file",
    );
    expect(() => expand([`--extra-opts=@${join(folder, 'early.ini')}`])).to.throw(
      UsageError,
      'Config file error',
    );
    expect(() => expand(['--extra-opts'], { NAGIOS_CONFIG_PATH: '/nowhere' })).to.throw(
      UsageError,
      'Cannot find config file',
    );
  });
});

describe('an ini file', () => {
  it('may be anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseIni(text)));
  });
});
