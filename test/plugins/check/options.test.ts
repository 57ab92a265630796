import { expect } from 'chai';
import { counter, flag, value, values } from '../../../plugins/check/option.ts';
import { optionParser } from '../../../plugins/check/options.ts';
import { anyText, rangeText } from '../../../plugins/check/readers.ts';
import { UsageError } from '../../../plugins/check/usage-error.ts';

const table = {
  help: flag('', { short: 'h' }),
  warning: value('', { short: 'w', argument: 'RANGE' }, rangeText),
  path: values('', { short: 'p', argument: 'PATH', aliases: ['partition'] }, anyText),
  percpu: flag('', { short: 'r' }),
  'errors-only': flag('', { short: 'e' }),
  ssl: values('', { short: 'S', argument: 'VERSION', attachedOnly: true }, anyText),
  sni: flag(''),
  verbose: counter('', { short: 'v' }),
  warp: flag('', { ours: true }),
  critical: value('', { short: 'c', argument: 'RANGE' }, rangeText),
};
const parse = optionParser('check_x', table, ['help']);

function valuesOf(args: readonly string[]) {
  const given = parse(args);
  if (given === 'help') throw new Error('only help');
  return given;
}

describe('the option parser', () => {
  const understood: [string[], string][] = [
    [['-w5'], '5'],
    [['-w', '5'], '5'],
    [['-w', '-5:10'], '-5:10'],
    [['-w5:10'], '5:10'],
    [['--warning=5'], '5'],
    [['--warning', '5'], '5'],
    [['--wa=5'], '5'],
    [['-ew', '10'], '10'],
    [['-ew10'], '10'],
    [['-w', '1', '-w', '2'], '2'],
  ];
  for (const [args, text] of understood) {
    it(`understands ${args.join(' ')}`, () => {
      expect(valuesOf(args).values.warning?.text).to.equal(text);
    });
  }

  it('keeps repeated options, their order among others, and the operands', () => {
    const given = valuesOf(['-p', '/a', 'x', '-e', '--partition=/b', '-vv', '--', '-p', '/c']);
    expect(given.occurrences).to.deep.equal([
      { option: 'path', text: '/a' },
      { option: 'errors-only', text: '' },
      { option: 'path', text: '/b' },
      { option: 'verbose', text: '' },
      { option: 'verbose', text: '' },
    ]);
    expect(given.operands).to.deep.equal(['x', '-p', '/c']);
    expect(given.values).to.deep.include({
      path: ['/a', '/b'],
      'errors-only': true,
      verbose: 2,
      percpu: false,
    });
  });

  it('takes an argument that may be left out only when it is attached', () => {
    for (const [args, ssl, operands] of [
      [['-S', '1.2'], [''], ['1.2']],
      [['-S1.2'], ['1.2'], []],
      [['--ssl=1.2+'], ['1.2+'], []],
      [['--ssl', 'x'], [''], ['x']],
    ] as const) {
      const given = valuesOf(args);
      expect([given.values.ssl, given.operands]).to.deep.equal([ssl, operands]);
    }
  });

  it('passes every text on as it is', () => {
    const texts = [
      '"a"',
      "'q'",
      '',
      ' ',
      '--',
      '-x',
      'a=b',
      'a.b',
      'two\nlines',
      '0x10',
      '007',
      'ü',
      '=',
      '$0',
    ];
    const given = valuesOf([...texts.flatMap((text) => ['-p', text]), '--', ...texts]);
    expect(given.values.path).to.deep.equal(texts);
    expect(given.operands).to.deep.equal(texts);
  });

  const refused: [string[], string][] = [
    [['--foo=1'], `check_x: unrecognized option '--foo=1'`],
    [['-Q'], `check_x: invalid option -- 'Q'`],
    [['-eQ'], `check_x: invalid option -- 'Q'`],
    [['-w'], `check_x: option requires an argument -- 'w'`],
    [['--warning'], `check_x: option '--warning' requires an argument`],
    [['--percpu=5'], `check_x: option '--percpu' doesn't allow an argument: "5"`],
    [['--s'], `check_x: option '--s' is ambiguous; possibilities: '--ssl' '--sni'`],
    [['-w', 'abc'], `--warning: not a threshold range: "abc"`],
    [['-w', '', '-w', '5'], `--warning: not a threshold range: ""`],
    [['--constructor'], `check_x: unrecognized option '--constructor'`],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(' ')}: ${message}`, () => {
      expect(() => parse(args)).to.throw(UsageError, message);
    });
  }

  it('names the first wrong text on the command line, whatever the order of the table', () => {
    expect(() => parse(['-w', 'x', '-c', 'y'])).to.throw(UsageError, '--warning');
    expect(() => parse(['-c', 'y', '-w', 'x'])).to.throw(UsageError, '--critical');
  });

  it('never takes an abbreviation of the reference for an option of ours', () => {
    expect(valuesOf(['--war', '5']).values).to.deep.include({ warp: false });
    expect(valuesOf(['--warp']).values).to.deep.include({ warp: true, warning: undefined });
  });

  it('ends at help, whatever comes after it', () => {
    expect(parse(['-w', '5', '-h', '--foo'])).to.equal('help');
    expect(() => parse(['--foo', '-h'])).to.throw(UsageError);
  });
});
