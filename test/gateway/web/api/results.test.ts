import { expect } from 'chai';
import { critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const path = '/api/v1/results';

describe('POST /api/v1/results', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.close());

  const incidents = async (status = 'open') =>
    (await get(site, `/api/v1/incidents?status=${status}`)).body.incidents;

  it('opens an incident for a problem, once, and says which', async () => {
    const first = await post(site, path, [critical()]);
    expect([first.status, first.body]).to.deep.equal([200, { accepted: 1, incidents: [1] }]);
    const again = await post(site, path, [critical(), critical()]);
    expect(again.body).to.deep.equal({ accepted: 2, incidents: [] });
    expect(await incidents()).to.have.length(1);
  });

  it('answers when what follows is durable', async () => {
    await post(site, path, [critical()]);
    expect(await site.store.history(1)).to.have.length(1);
  });

  it('records a recovery', async () => {
    await post(site, path, [critical()]);
    site.now += 60_000;
    await post(site, path, [critical({ code: 0, output: 'HTTP OK' })]);
    const [incident] = await incidents();
    expect(incident.clearedAt).to.equal('2026-10-16T08:01:00.000Z');
    expect(incident.alerts[0]).to.include({ state: 'OK', output: 'HTTP OK' });
  });

  it('takes the time of the check, perfdata apart, and results of hosts', async () => {
    const at = '2026-10-16T09:55:00+02:00';
    const output = 'PING CRITICAL|rta=0;1;2\nlong text|pl=100%';
    await post(site, path, [{ host: 'app-2', code: 1, output, at }]);
    const [incident] = await incidents();
    expect(incident).to.include({ host: 'app-2', service: null });
    expect(incident.raisedAt).to.equal('2026-10-16T07:55:00.000Z');
    expect(incident.alerts[0]).to.include({ state: 'DOWN', output: 'PING CRITICAL' });
    const { body } = await get(site, '/api/v1/incidents/1');
    expect(body.history[0].cause.longOutput).to.equal('long text');
  });

  it('takes no time of the future', async () => {
    await post(site, path, [critical({ at: '2030-01-01T00:00:00Z' })]);
    expect((await incidents())[0].raisedAt).to.equal('2026-10-16T08:00:00.000Z');
  });

  it('takes an empty array', async () => {
    const answer = await post(site, path, []);
    expect([answer.status, answer.body]).to.deep.equal([200, { accepted: 0, incidents: [] }]);
  });

  const wrong: [string, unknown, string, string][] = [
    ['a code as text', critical({ code: '2' }), '/1/code', 'must be from 0 to 3, not "2"'],
    ['a code out of range', critical({ code: 7 }), '/1/code', 'must be from 0 to 3, not 7'],
    ['a code no host has', { host: 'h', code: 3, output: '' }, '/1/code', 'a host has no status 3'],
    ['no host', { code: 0, output: '' }, '/1/host', 'is missing'],
    [
      'a blank host',
      critical({ host: ' ' }),
      '/1/host',
      'must be one line of text, at most 255 characters, not " "',
    ],
    [
      'a misspelt member',
      critical({ ouput: 'x' }),
      '/1/ouput',
      'there is no such member (did you mean "output"?)',
    ],
    [
      'a day that does not exist',
      critical({ at: '2026-02-30T10:00:00Z' }),
      '/1/at',
      'must be an instant such as 2026-10-16T16:30:00+02:00, not "2026-02-30T10:00:00Z"',
    ],
    [
      'an instant without offset',
      critical({ at: '2026-10-16T10:00:00' }),
      '/1/at',
      'must be an instant such as 2026-10-16T16:30:00+02:00, not "2026-10-16T10:00:00"',
    ],
    ['a number', 5, '/1', 'must be an object, not 5'],
  ];
  for (const [title, result, pointer, detail] of wrong) {
    it(`names the place and shows the value of ${title}, and takes nothing`, async () => {
      const answer = await post(site, path, [critical(), result]);
      expect(answer.status).to.equal(400);
      expect(answer.body.errors).to.deep.include({ pointer, detail });
      expect(answer.body.detail).to.contain(`body ${pointer}: ${detail}`);
      expect(await incidents('all')).to.deep.equal([]);
    });
  }

  it('says what it wants instead of an array', async () => {
    const { status, body } = await post(site, path, critical());
    expect(status).to.equal(400);
    expect(body.detail).to.match(/^body: must be a list of at most 10000 results, not \{"host":/);
  });
});
