import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { RefusalReason } from '../../../../gateway/door/door.ts';
import { BusyError } from '../../../../gateway/intake.ts';
import type { PassiveResult } from '../../../../gateway/signal.ts';
import { signedWebhooks } from '../../../../gateway/web/api/webhooks.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { signWebhook, webhookKey } from '../../../../plugins/wire/webhook-signature.ts';
import { bareServer } from '../../receivers/bare-server.ts';

const [young, old, foreign] = [1, 2, 3].map(
  () => `whsec_${randomBytes(32).toString('base64')}`,
) as [string, string, string];
const now = Date.UTC(2026, 9, 16, 8);

interface Call {
  readonly data?: unknown;
  readonly name?: string;
  readonly id?: string;
  readonly by?: string;
  readonly at?: number;
  readonly spoil?: (body: string) => string;
}

describe('POST /api/v1/webhooks/NAME', () => {
  let results: PassiveResult[];
  let refusals: RefusalReason[];
  let isBusy: boolean;
  let server: Awaited<ReturnType<typeof bareServer>>;
  let url: string;
  beforeEach(async () => {
    [results, refusals, isBusy] = [[], [], false];
    const seen = new Set<string>();
    const senders = {
      grafana: {
        secrets: [secret(young), secret(old)],
        ...{ customer: 'customer-a', tolerance: 300_000 },
      },
    };
    const mount = signedWebhooks(() => senders, {
      deliver: async (result) => {
        if (isBusy) throw new BusyError('20000 requests wait already');
        const repeated = result.keys.some((key) => seen.has(key));
        for (const key of result.keys) seen.add(key);
        if (!repeated) results.push(result);
        return { incident: undefined, events: 0, repeated };
      },
      refuse: (reason) => refusals.push(reason),
      customerOf: (host) => (host === 'app-1' ? 'customer-a' : 'customer-b'),
      now: () => now,
    });
    server = await bareServer(mount);
    url = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => server.close());

  const result = { host: 'app-1', service: 'load', code: 2, output: 'high|load=9' };
  const call = async ({
    data = [result],
    name = 'grafana',
    id = 'msg_1',
    by = young,
    at = now,
    spoil,
  }: Call = {}) => {
    const body = JSON.stringify({ type: 'results', data });
    const timestamp = Math.floor(at / 1000);
    const key = webhookKey(by) ?? Buffer.alloc(0);
    const answer = await fetch(`${url}/api/v1/webhooks/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...{ 'webhook-id': id, 'webhook-timestamp': String(timestamp) },
        'webhook-signature': `v1a,xyz ${signWebhook(key, { id, timestamp, body })}`,
      },
      body: spoil?.(body) ?? body,
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('takes results that are signed, with either secret while one is exchanged', async () => {
    expect(await call()).to.deep.equal({ status: 200, text: '{"accepted":1,"repeated":0}' });
    expect((await call({ by: old, id: 'msg_2' })).status).to.equal(200);
    expect(results).to.have.length(2);
    expect(results[0]).to.include({
      source: 'webhook:grafana',
      state: 'CRITICAL',
      perfdata: 'load=9',
    });
  });

  it('takes the same call again and changes nothing, and counts it', async () => {
    await call();
    expect(await call()).to.deep.equal({ status: 200, text: '{"accepted":0,"repeated":1}' });
    expect([refusals, results.length]).to.deep.equal([['replayed'], 1]);
  });

  const refused: [string, Call, number, RefusalReason][] = [
    ['another secret', { by: foreign }, 401, 'unauthenticated'],
    ['a changed body', { spoil: (body) => body.replace('high', 'low') }, 401, 'unauthenticated'],
    ['an old call', { at: now - 301_000 }, 401, 'stale'],
    ['a call of the future', { at: now + 301_000 }, 401, 'stale'],
    ['a name that there is not', { name: 'constructor' }, 401, 'unauthenticated'],
    ['somebody else’s host', { data: [result, { ...result, host: 'app-9' }] }, 422, 'not allowed'],
    ['a status no host has', { data: [{ host: 'app-1', code: 3, output: '' }] }, 422, 'malformed'],
  ];
  for (const [title, change, status, reason] of refused) {
    it(`takes nothing of ${title}, and counts it`, async () => {
      expect((await call(change)).status).to.equal(status);
      expect([refusals, results]).to.deep.equal([[reason], []]);
    });
  }

  it('names the place of what is wrong', async () => {
    const { status, text } = await call({ data: [{ ...result, code: 'x' }] });
    expect(status).to.equal(400);
    expect(text).to.contain('body /data/0/code: must be from 0 to 3');
  });

  it('asks for another try while nothing can be kept', async () => {
    isBusy = true;
    expect((await call()).status).to.equal(503);
  });
});
