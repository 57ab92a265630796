// Read by mocha before the tests, in each of its processes.
import fc from 'fast-check';
import { lastWords } from './on-failure.ts';

// `npm test` judges the code and not the draw: the same inputs each time. The soak draws others.
if (process.env.WATCHCLOCK_SOAK !== '1') fc.configureGlobal({ seed: 20_261_016 });

/** What mocha does around every test: where one fails, it shows what the programs said that the test had started. */
export const mochaHooks = {
  afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    const words = lastWords();
    // Reporters print the stack as it is; of the message they may leave out some.
    if (currentTest?.state === 'failed' && currentTest.err) currentTest.err.stack += words;
  },
} satisfies Mocha.RootHookObject;
