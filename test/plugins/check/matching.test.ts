import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { compileEre } from '../../../plugins/check/ere.ts';
import { prepareMatching } from '../../../plugins/check/matching.ts';
import { until } from '../../until.ts';

const threads = () => readdirSync('/proc/self/task').length;

describe('the matching of expressions', () => {
  const forEver = compileEre('^(a+)+\\1x');
  const context = (signal: AbortSignal = new AbortController().signal) => ({
    memory: new Map<string, unknown>(),
    signal,
  });

  it('finds what expressions of each kind match', async () => {
    const expressions = [compileEre('(.)\\1'), compileEre('^b{20}$'), compileEre('c')];
    const texts = ['xx', 'b'.repeat(20), 'abc', ''];
    const matching = await prepareMatching(expressions, texts, context());
    expect(
      expressions.map((expression) => texts.map((text) => matching(expression, text))),
    ).to.deep.equal([
      [true, true, false, false],
      [false, true, false, false],
      [false, false, true, false],
    ]);
  });

  it('finds it in texts of many megabytes', async () => {
    const text = `${'0'.repeat(8_000_000)} users`;
    const expression = compileEre('[0-9]+ users$');
    const matching = await prepareMatching([expression], [text], context());
    expect(matching(expression, text)).to.equal(true);
  });

  it('holds up nobody, and is given up with the check, however long it would take', async () => {
    const end = new AbortController();
    const given = prepareMatching([forEver], ['a'.repeat(64)], context(end.signal));
    for (let turn = 0; turn < 20; turn++) await sleep(1);
    end.abort();
    const reason = await given.catch((error: unknown) => error);
    expect(reason).to.be.instanceOf(Error).with.property('message', 'the matching was stopped');
  });

  it('of many that take for ever leaves no thread behind', async () => {
    await prepareMatching([forEver], ['a'], context());
    const before = threads();
    const end = new AbortController();
    const shared = context(end.signal);
    const all = Array.from({ length: 40 }, () =>
      prepareMatching([forEver], ['a'.repeat(64)], shared),
    );
    setTimeout(() => end.abort(), 100);
    const ends = await Promise.allSettled(all);
    expect(new Set(ends.map(({ status }) => status))).to.deep.equal(new Set(['rejected']));
    await until('the threads to end', () => threads() <= before || undefined);
  });
});
