/**
 * Skips what is running (a test, or the whole suite when called in its `before`) and shows the reason behind
 * each title in the report. Where no skip is allowed (WATCHCLOCK_ALLOW_SKIPS=no) it throws instead: a failure.
 */
export function skip(context: Mocha.Context, reason: string): never {
  if (process.env.WATCHCLOCK_ALLOW_SKIPS === 'no') throw new Error(`may not be skipped: ${reason}`);
  for (const test of skippedWith(context)) test.title += ` [skipped: ${reason}]`;
  return context.skip();
}

function skippedWith({ test, currentTest }: Mocha.Context): Mocha.Runnable[] {
  if (test?.title.startsWith('"before all"')) return testsBelow(test.parent);
  const one = currentTest ?? test;
  return one === undefined ? [] : [one];
}

function testsBelow(suite: Mocha.Suite | undefined): Mocha.Runnable[] {
  const tests: Mocha.Runnable[] = [];
  suite?.eachTest((test) => tests.push(test));
  return tests;
}
