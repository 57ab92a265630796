import { expect } from 'chai';
import fc from 'fast-check';
import { compileEre, type Ere } from '../../../plugins/check/ere.ts';
import { EreError } from '../../../plugins/check/ere-error.ts';

describe('an extended regular expression', () => {
  const table: [string, string[], string[]][] = [
    ['', ['', 'a'], []],
    ['^/data[12]$', ['/data1'], ['/data3', '/data12']],
    ['a|^b', ['xa', 'b'], ['xb']],
    ['a**', ['', 'b'], []],
    ['^a+?$', ['', 'aa'], ['b']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{2,}$', ['aaa'], ['a']],
    ['^a{,2}$', ['', 'aa'], ['aaa']],
    ['^(ab){1,2}$', ['ab', 'abab'], ['ababab']],
    ['a.c', ['abc', 'a\nc'], ['ac']],
    ['[]a]', [']', 'a'], ['b']],
    ['[^]a]', ['b'], [']', 'a']],
    ['[a\\]', ['\\', 'a'], ['b']],
    ['[a-]', ['-', 'a'], ['b']],
    ['[[:alpha:]_]+[[:digit:]]', ['a_1'], ['1a']],
    ['[[.-.]x]', ['-', 'x'], ['a']],
    ['\\bdata\\b', ['my data'], ['database']],
    ['\\<da', ['a da'], ['ada']],
    ['\\d', ['d'], ['1']],
    ['(a)\\1', ['aa'], ['ab']],
    ['a)', ['a)'], ['a']],
    ['\\.', ['.'], ['a']],
    ['a/b-c', ['a/b-c'], ['ab']],
  ];
  for (const [text, matching, other] of table) {
    it(`${text || '(empty)'} matches as the C library does`, () => {
      const { matches } = compileEre(text);
      expect(matching.filter((subject) => !matches(subject))).to.deep.equal([]);
      expect(other.filter(matches)).to.deep.equal([]);
    });
  }

  it('may be indifferent to case', () => {
    const { matches } = compileEre('^/T[m-p]P[[:lower:]]ß', { anyCase: true });
    expect([matches('/tMpXß'), matches('/TXpx')]).to.deep.equal([true, false]);
  });

  it('may be matched line by line', () => {
    const { matches } = compileEre('^b.[^x]$', { byLine: true });
    expect([matches('a\nbcd\ne'), matches('b\ncd'), matches('bc\n\n')]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  const wrong: [string, string][] = [
    ['(', 'Unmatched ( or \\('],
    ['a{1', 'Unmatched \\{'],
    ['a{x}', 'Invalid content of \\{\\}'],
    ['a{5,2}', 'Invalid content of \\{\\}'],
    ['a{99999}', 'Regular expression too big'],
    ['*', 'Invalid preceding regular expression'],
    ['a|*', 'Invalid preceding regular expression'],
    ['^*', 'Invalid preceding regular expression'],
    ['\\', 'Trailing backslash'],
    ['(a)\\2', 'Invalid back reference'],
    ['[', 'Invalid regular expression'],
    ['[a', 'Unmatched [, [^, [:, [., or [='],
    ['[b-a]', 'Invalid range end'],
    ['[[:foo:]]', 'Invalid character class name'],
  ];
  for (const [text, message] of wrong) {
    it(`${text} is refused: ${message}`, () => {
      expect(() => compileEre(text))
        .to.throw(EreError)
        .with.property('message', message);
    });
  }

  it('takes no exponential time', () => {
    expect(compileEre('(a+)+$').matches(`${'a'.repeat(2000)}b`)).to.equal(false);
    expect(compileEre('^(a|aa)+$', { anyCase: true }).matches(`${'A'.repeat(2000)}b`)).to.equal(
      false,
    );
  });

  it('takes no time that grows with the square of a text', () => {
    for (const text of ['[0-9]+ users', '0*1', '\\<0+x\\>', '(.*)*x']) {
      const { isLinear, matches } = compileEre(text);
      expect([text, isLinear, matches('0'.repeat(250_000))]).to.deep.equal([text, true, false]);
    }
  });

  it('says where it may take long', () => {
    const linear = (text: string) => compileEre(text).isLinear;
    expect(['a{1,3}', '[a-z]+', '(a)\\1', '(x{0,20})*y'].map(linear)).to.deep.equal([
      ...[true, true],
      ...[false, false],
    ]);
  });

  it('matches long texts as it matches short ones', () => {
    const piece = fc.constantFrom(...'ab[](){}*+?|^$\\.,12\n');
    const subject = fc.array(fc.constantFrom(...'ab12 \n'), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        subject,
        fc.boolean(),
        (pieces, has, byLine) => {
          const ere = compiled(pieces.join(''), byLine);
          if (!ere?.isLinear) return;
          const plain = new RegExp(ere.source, byLine ? 'm' : '');
          const text = has.join('');
          expect(new RegExp(ere.source, ere.flags).test(text)).to.equal(plain.test(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is compiled or refused, whatever the text', () => {
    const piece = fc.constantFrom(...'ab[](){}*+?|^$\\.-,:1 ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          compileEre(pieces.join(''));
        } catch (error) {
          expect(error).to.be.instanceOf(EreError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function compiled(text: string, byLine: boolean): Ere | undefined {
  try {
    return compileEre(text, { byLine });
  } catch {
    return undefined;
  }
}
