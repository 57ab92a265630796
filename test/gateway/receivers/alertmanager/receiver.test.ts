import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RefusalReason } from '../../../../gateway/door/door.ts';
import { BusyError } from '../../../../gateway/intake.ts';
import { alertmanagerReceiver } from '../../../../gateway/receivers/alertmanager/receiver.ts';
import type { Notification } from '../../../../gateway/signal.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { freePort } from '../../../free-port.ts';
import { peer } from '../../../peers/peer.ts';
import { until } from '../../../until.ts';
import { bareServer } from '../bare-server.ts';

const config = {
  tokens: [{ token: secret('token-of-a'), customer: 'customer-a' }],
  ...{ host: ['instance'], service: ['alertname'], host_alerts: [] },
  ...{ severity: 'severity', states: { warning: 'WARNING' as const } },
} as const;

describe('the door for Alertmanager', () => {
  let signals: Notification[];
  let refusals: RefusalReason[];
  let deliver: () => Promise<void>;
  let server: Awaited<ReturnType<typeof bareServer>>;
  let url: string;
  beforeEach(async () => {
    signals = [];
    refusals = [];
    deliver = async () => undefined;
    server = await bareServer(
      alertmanagerReceiver(() => config, {
        door: {
          refuse: (reason) => refusals.push(reason),
          customerOf: (host) => (host === 'app-1' ? 'customer-a' : 'customer-b'),
        },
        deliver: async (signal) => {
          await deliver();
          signals.push(signal);
          return { incident: undefined, events: 1, repeated: false };
        },
      }),
    );
    url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/api/v1/alertmanager`;
  });
  afterEach(() => server.close());

  it('hears from the real Alertmanager what fires and what is over', async function () {
    const program = peer(this, 'prometheus-alertmanager');
    const folder = await mkdtemp(join(tmpdir(), 'watchclock-alertmanager-'));
    const receiver = `{name: w, webhook_configs: [{url: "${url}", http_config: {authorization: {credentials: token-of-a}}}]}`;
    const route = '{receiver: w, group_by: [instance], group_wait: 10ms, group_interval: 100ms}';
    await writeFile(join(folder, 'am.yml'), `route: ${route}\nreceivers: [${receiver}]\n`);
    const port = await freePort();
    const child = spawn(
      program,
      [
        ...[`--config.file=${join(folder, 'am.yml')}`, `--storage.path=${folder}`],
        ...[`--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='],
      ],
      { stdio: 'ignore' },
    );
    try {
      const post = (endsAt?: string) =>
        fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify([
            {
              labels: { alertname: 'HighLoad', instance: 'app-1:9100', severity: 'warning' },
              annotations: { summary: 'load is high' },
              ...(endsAt && { endsAt }),
            },
          ]),
        }).then(
          ({ ok }) => ok || undefined,
          () => undefined,
        );
      await until('Alertmanager takes an alert', () => post());
      const first = await until('the alert', () => signals[0]);
      expect(first).to.include({
        type: 'PROBLEM',
        host: 'app-1',
        service: 'HighLoad',
        state: 'WARNING',
      });
      await until('Alertmanager takes its end', () => post(new Date().toISOString()));
      const last = await until('its end', () => signals.find(({ type }) => type === 'RECOVERY'));
      expect(last.problem).to.equal(first.problem);
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    }
  });

  const alert = (instance: string) => ({
    ...{ status: 'firing', labels: { alertname: 'x', instance }, annotations: {} },
    ...{ startsAt: '2026-10-16T08:00:00Z', endsAt: '0001-01-01T00:00:00Z', fingerprint: instance },
  });
  const post = async (body: unknown, token = 'token-of-a') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  };

  it('takes nothing without its token, and counts it', async () => {
    const { status } = await post({ version: '4', alerts: [alert('app-1')] }, 'x');
    expect([status, refusals, signals.length]).to.deep.equal([401, ['unauthenticated'], 0]);
  });

  it('takes a customer’s own alerts, and says which are not', async () => {
    const { status, text } = await post({ version: '4', alerts: [alert('app-1'), alert('app-9')] });
    expect(text).to.contain('not a host of this token: \\"app-9\\"');
    expect([status, refusals, signals.length]).to.deep.equal([422, ['not allowed'], 1]);
  });

  it('says what is no such webhook', async () => {
    expect((await post({ version: '3', alerts: [] })).status).to.equal(400);
  });

  it('asks for another try while nothing can be kept', async () => {
    deliver = () => Promise.reject(new BusyError('20000 requests wait already'));
    expect((await post({ version: '4', alerts: [alert('app-1')] })).status).to.equal(503);
  });
});
