import { expect } from 'chai';
import { command } from '../../../sla/command.ts';
import { call, get, post } from './call.ts';
import { openSite, type Site } from './site.ts';

const incidents = '/api/v1/incidents';

describe('the ledger of an incident', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.close());

  it('is the same text in the API, on the page, for the customer and from "sla explain"', async () => {
    await live(site);
    const { body } = await get(site, `${incidents}/1`);
    const text: string = body.ledgers.response.text;
    expect(text).to.contain('paused by request r1').and.to.contain('outside hours');
    expect(text).to.contain('deadline Fri 2026-10-16 08:30:00 +02:00');
    expect(text).to.contain(await explained('response'));
    const page = await (await fetch(`${site.url}/incidents/1`)).text();
    expect(page).to.contain(text);
    await site.account('tina', 'customer', 'customer-a');
    const headers = { authorization: `Bearer ${await site.tokenOf('tina', 'read')}` };
    const own = await call(site, `${incidents}/1`, { headers });
    expect(own.body.ledgers).to.deep.equal(body.ledgers);
  });
});

/** Raised at 18:00, an hour of it paused, and seen on the next morning at 07:10. */
async function live(site: Site): Promise<void> {
  const at = (time: string) => {
    site.now = Date.parse(time);
  };
  at('2026-10-15T18:00:00+02:00');
  await post(site, incidents, { customer: 'customer-a', summary: 'it is down', severity: 'A' });
  at('2026-10-15T18:30:00+02:00');
  const asked = { kind: 'information-requested', whom: 'Tina', what: 'the log' };
  await post(site, `${incidents}/1/events`, asked);
  at('2026-10-16T07:00:00+02:00');
  const granted = { kind: 'information-received', id: 'r1', text: 'here it is' };
  await post(site, `${incidents}/1/events`, granted);
  at('2026-10-16T07:10:00+02:00');
}

/** What the command prints of a clock of the same history. */
async function explained(clock: string): Promise<string> {
  const history = {
    ...{ plan: 'premium', severity: 'A' },
    ...{ raisedAt: '2026-10-15T18:00:00+02:00', now: '2026-10-16T07:10:00+02:00' },
    events: [
      { at: '2026-10-15T18:30:00+02:00', kind: 'information-requested', id: 'r1' },
      { at: '2026-10-16T07:00:00+02:00', kind: 'information-received', id: 'r1' },
    ],
  };
  const printed: string[] = [];
  const sink = {
    write: (text: string, done?: () => void) => {
      printed.push(text);
      done?.();
    },
  };
  const stdin = (async function* () {
    yield JSON.stringify(history);
  })();
  await command(['explain'], { stdin, stdout: sink, stderr: sink });
  const ledgers = printed.join('').split('\n\n');
  return ledgers.find((text) => text.startsWith(clock)) ?? '(nothing)';
}
