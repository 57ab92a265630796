import { expect } from 'chai';
import { critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const path = '/api/v1/incidents/1/events';

describe('POST /api/v1/incidents/{id}/events', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
    site.now += 30 * 60_000;
  });
  afterEach(() => site.close());

  const act = (body: object) => post(site, path, body);

  it('records an engineer’s response, which stops the response clock as met', async () => {
    const { status, body } = await act({
      kind: 'responded',
      actor: { kind: 'engineer', name: 'Eva Example' },
    });
    expect(status).to.equal(201);
    expect(body.clocks.response).to.include({ verdict: 'met', elapsed: 1800, deadline: null });
    expect(body.clocks.intervention.verdict).to.equal('running');
    expect(body.history.at(-1)).to.deep.include({
      kind: 'responded',
      actor: { kind: 'engineer', name: 'Eva Example' },
    });
  });

  it('answers 200 where nothing is new', async () => {
    await act({ kind: 'responded' });
    const { status, body } = await act({ kind: 'responded' });
    expect([status, body.version]).to.deep.equal([200, 2]);
  });

  it('pauses the clocks until what was asked for has come', async () => {
    const asked = await act({
      kind: 'information-requested',
      whom: 'Tina Technical',
      what: 'access',
    });
    expect(asked.body.clocks.response).to.include({
      phase: 'paused',
      deadline: null,
      elapsed: 1800,
    });
    expect(asked.body.requests[0]).to.include({
      id: 'r1',
      whom: 'Tina Technical',
      what: 'access',
      answeredAt: null,
    });
    site.now += 60 * 60_000;
    const { body } = await act({ kind: 'information-received', id: 'r1', text: 'here' });
    expect(body.clocks.response).to.include({
      phase: 'counting',
      elapsed: 1800,
      deadline: '2026-10-16T11:00:00.000Z',
    });
    expect(body.ledgers.response.entries.at(-1).reasons).to.deep.equal(['paused by request r1']);
  });

  it('gives every request an id that is free', async () => {
    const ask = (id?: string) =>
      act({ kind: 'information-requested', whom: 'T', what: 'w', ...(id && { id }) });
    await ask('r2');
    await ask();
    const { body } = await ask();
    expect(body.requests.map(({ id }: { id: string }) => id)).to.deep.equal(['r2', 'r3', 'r4']);
  });

  it('takes every other thing that a person can do', async () => {
    const steps: [object, object][] = [
      [{ kind: 'note', text: 'seen' }, { status: 'open' }],
      [
        { kind: 'severity-changed', severity: 'B', because: 'few users' },
        { severity: 'B', formal: true },
      ],
      [{ kind: 'validity-confirmed' }, { validity: 'confirmed' }],
      [{ kind: 'solution-linked', solution: 'KB-1' }, { status: 'open' }],
      [{ kind: 'intervention-started' }, { interventionStartedAt: '2026-10-16T08:30:00.000Z' }],
      [{ kind: 'update-posted', text: 'restarting' }, { status: 'open' }],
      [{ kind: 'resolved', cause: 'pool exhausted' }, { status: 'resolved' }],
      [{ kind: 'reopened', reason: 'again' }, { status: 'open' }],
      [{ kind: 'resolved', cause: 'really' }, { status: 'resolved' }],
      [{ kind: 'closed' }, { status: 'closed' }],
    ];
    for (const [index, [command, state]] of steps.entries()) {
      const { status, body } = await act(command);
      expect([status, body.version], JSON.stringify(command)).to.deep.equal([201, index + 2]);
      expect(body).to.include(state);
    }
    const { body } = await get(site, '/api/v1/incidents/1');
    expect(body.solutions).to.deep.equal(['KB-1']);
    expect(body.updates).to.deep.equal([{ due: '2026-10-16T10:30:00.000Z', verdict: 'met' }]);
  });

  for (const kind of ['declared-not-valid', 'withdrawn'] as const) {
    it(`takes an incident out of the guarantees: ${kind}`, async () => {
      const { body } = await act({ kind, reason: 'a test' });
      expect(body.status).to.equal(kind === 'withdrawn' ? 'withdrawn' : 'not valid');
      expect(body.clocks.response.phase).to.equal('stopped');
    });
  }

  it('merges a later incident into an earlier one', async () => {
    await post(site, '/api/v1/results', [critical({ host: 'app-2' })]);
    const { status, body } = await post(site, '/api/v1/incidents/2/events', {
      kind: 'merged',
      into: 1,
    });
    expect([status, body.status, body.mergedInto]).to.deep.equal([201, 'merged', 1]);
    const survivor = await get(site, '/api/v1/incidents/1');
    expect(survivor.body.history.at(-1)).to.include({ kind: 'absorbed', incident: 2 });
  });

  it('takes the time at which it happened, but none of the future', async () => {
    const past = await act({ kind: 'responded', at: '2026-10-16T10:10:00+02:00' });
    expect(past.body.respondedAt).to.equal('2026-10-16T08:10:00.000Z');
    const future = await act({ kind: 'intervention-started', at: '2027-01-01T00:00:00Z' });
    expect(future.body.interventionStartedAt).to.equal('2026-10-16T08:30:00.000Z');
  });

  it('refuses what the incident cannot take, with a sentence', async () => {
    const refusals: [object, string][] = [
      [{ kind: 'closed' }, 'incident 1 is open: resolve it before closing'],
      [{ kind: 'merged', into: 1 }, 'incident 1 cannot be merged into itself'],
      [{ kind: 'merged', into: 9 }, 'there is no incident 9 to merge into'],
      [
        { kind: 'information-received', id: 'r9', text: '' },
        'incident 1 has no request "r9" to answer',
      ],
      [
        { kind: 'responded', at: '2026-10-16T09:00:00+02:00' },
        'incident 1 was not raised yet at that time',
      ],
    ];
    for (const [command, detail] of refusals) {
      const { status, body } = await act(command);
      expect([status, body.detail]).to.deep.equal([409, detail]);
    }
  });

  it('refuses what was decided in view of an older version', async () => {
    await act({ kind: 'responded', version: 1 });
    const { status, body } = await act({ kind: 'resolved', cause: 'x', version: 1 });
    expect([status, body.detail]).to.deep.equal([
      409,
      'incident 1 is at version 2, not 1: something happened since',
    ]);
    expect((await act({ kind: 'resolved', cause: 'x', version: 2 })).status).to.equal(201);
  });

  it('lets one of two win who act at once on the same version', async () => {
    const both = await Promise.all([
      act({ kind: 'note', text: 'one', version: 1 }),
      act({ kind: 'note', text: 'two', version: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });

  const wrong: [string, unknown, string][] = [
    ['no kind', {}, 'body /kind: is missing: one of responded, '],
    ['an unknown kind', { kind: 'respond' }, 'not "respond" (did you mean "responded"?)'],
    ['a resolution without a cause', { kind: 'resolved' }, 'body /cause: is missing'],
    [
      'a severity that there is not',
      { kind: 'severity-changed', severity: 'E', because: 'x' },
      'body /severity: must be one of A, B, C, D, not "E"',
    ],
    [
      'a member of another kind',
      { kind: 'responded', cause: 'x' },
      'body /cause: there is no such member',
    ],
    ['a text', 'responded', 'body: must be an object, not "responded"'],
    [
      'a name of two lines',
      { kind: 'responded', actor: { kind: 'engineer', name: 'a\nb' } },
      'body /actor/name: must be one line of text',
    ],
  ];
  for (const [title, body, detail] of wrong) {
    it(`says what is wrong with ${title}`, async () => {
      const answer = await post(site, path, body);
      expect(answer.status).to.equal(400);
      expect(answer.body.detail).to.contain(detail);
    });
  }

  it('answers 404 for an incident that is not there', async () => {
    const answer = await post(site, '/api/v1/incidents/9/events', { kind: 'responded' });
    expect([answer.status, answer.body.detail]).to.deep.equal([404, 'there is no incident 9']);
  });
});
