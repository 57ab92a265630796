import { expect } from 'chai';
import { pino } from 'pino';
import { catchingUp } from '../../../gateway/door/catching-up.ts';

describe('what is said of notifications that waited', () => {
  const said: string[] = [];
  const log = pino({ base: null }, { write: (line) => void said.push(JSON.parse(line).msg) });
  beforeEach(() => said.splice(0));

  it('is nothing while they are fresh', () => {
    const caught = catchingUp({ log, now: () => 1_000_000 });
    caught([1_000_000, 990_000, 940_001]);
    expect(said).to.deep.equal([]);
  });

  it('is one line when the first of them comes, however many follow', () => {
    const caught = catchingUp({ log, now: () => 1_000_000 });
    for (let call = 0; call < 50; call++) caught([900_000, 1_000_000]);
    expect(said).to.deep.equal(['catching up with what waited in a spool']);
  });
});
