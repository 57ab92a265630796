import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../../../gateway/client/outbox.ts';
import type { Message } from '../../../../gateway/outbox/message.ts';
import { get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('the list of what must be sent', () => {
  let site: Site;
  let folder: string;
  beforeEach(async () => {
    site = await openSite();
    folder = await mkdtemp(join(tmpdir(), 'watchclock-outbox-'));
    writeFileSync(join(folder, 'token'), site.token);
    await site.store.outbox.put([mail('dead'), mail('waits')], site.now);
    const lease = { now: site.now, until: site.now + 1_000, limit: 1, except: [] };
    const [leased] = await site.store.outbox.lease(lease);
    if (leased === undefined) throw new Error('nothing was leased');
    await site.store.outbox.settle(leased, { state: 'dead', why: '550 no such user' }, site.now);
  });
  afterEach(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: readonly string[]) => {
    const said = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({
      write: (text: string) => {
        said[name] += text;
        return true;
      },
    });
    const io = { env: {}, stdout: stream('out'), stderr: stream('err') } as never;
    const where = ['--url', site.url, '--token-file', join(folder, 'token')];
    return { status: await command([...args, ...where], io), ...said };
  };

  it('shows what was given up and why, and neither text nor secret', async () => {
    const { status, body } = await get(site, '/api/v1/outbox');
    expect(status).to.equal(200);
    expect(body.outbox).to.have.length(1);
    expect(body.outbox[0]).to.include({
      ...{ state: 'dead', channel: 'mail', to: 'eva@support.example', about: 'dead' },
      ...{ attempts: 1, why: '550 no such user', incident: null, dueAt: null },
    });
    expect(JSON.stringify(body)).to.not.contain('confidential');
    expect((await get(site, `/api/v1/outbox/${body.outbox[0].id}`)).body).to.deep.equal(
      body.outbox[0],
    );
    expect((await get(site, '/api/v1/outbox?state=all')).body.outbox).to.have.length(2);
    expect((await get(site, '/api/v1/outbox?state=lost')).status).to.equal(400);
    expect((await get(site, '/api/v1/outbox/0123456789abcdef')).status).to.equal(404);
  });

  it('sends after all, and drops, for whoever has the token', async () => {
    const { id } = (await get(site, '/api/v1/outbox')).body.outbox[0];
    const replay = `/api/v1/outbox/${id}/replay`;
    expect((await post({ ...site, token: 'wrong' }, replay, {})).status).to.equal(401);
    expect((await post(site, replay, {})).body).to.include({ id, state: 'waiting', attempts: 0 });
    expect((await post(site, replay, {})).status).to.equal(409);
    expect((await post(site, `/api/v1/outbox/${id}/drop`, {})).body.state).to.equal('dropped');
    expect((await post(site, '/api/v1/outbox/0123456789abcdef/drop', {})).status).to.equal(404);
  });

  it('is looked after on the command line', async () => {
    const listed = await run('list');
    expect(listed.status).to.equal(0);
    const [, id = ''] =
      /^([0-9a-f]{16}) {2}dead {2}mail to eva@support\.example: dead\n/.exec(listed.out) ?? [];
    expect(listed.out).to.contain('  550 no such user\n');
    expect((await run('show', id)).out).to.equal(listed.out);
    expect((await run('replay', id)).out).to.contain(`${id}  waiting  `);
    expect(await run('replay', id)).to.include({ status: 1 });
    expect(JSON.parse((await run('drop', id, '--json')).out)).to.include({ state: 'dropped' });
    expect((await run('list')).out).to.equal('no messages\n');
    expect((await run('list', '--state', 'dropped')).out).to.contain(id);
  });

  it('refuses what cannot be meant, with a sentence and status 2', async () => {
    const wrong: readonly (readonly [string, ...string[]])[] = [
      ['no command'],
      ['no such command: "lost"', 'lost'],
      ['show: which message?', 'show'],
      ['drop: not the id of a message: "7"', 'drop', '7'],
      ['list: one too many: "x"', 'list', 'x'],
      ['show: takes no --state', 'show', '0123456789abcdef', '--state', 'dead'],
    ];
    for (const [sentence, ...args] of wrong) {
      const { status, err } = await run(...args);
      expect([status, err.includes(sentence)], err).to.deep.equal([2, true]);
    }
    expect(await run('--help')).to.include({ status: 0 });
  });

  it('has a page', async () => {
    const answer = await fetch(`${site.url}/outbox`, {
      headers: { authorization: `Bearer ${site.token}` },
    });
    const text = await answer.text();
    expect(answer.status).to.equal(200);
    expect(text).to.contain('550 no such user').and.to.contain('Waiting');
    expect(text).to.not.contain('confidential');
  });
});

function mail(key: string): Message {
  const to = { name: 'Eva Example', email: 'eva@support.example' };
  return { key, content: { kind: 'mail', to, subject: key, text: 'confidential', incident: null } };
}
