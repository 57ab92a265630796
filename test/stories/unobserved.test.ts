import { appendFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Unobserved } from '../../sla/compliance/data.ts';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { type Installation, install } from '../gateway/installation.ts';
import { critical, get, post } from '../gateway/web/call.ts';
import { until } from '../until.ts';

/** A service of the test alone; those of the inventory may be silent for minutes. */
const watched = { host: 'app-1', service: 'heartbeat' } as const;
const rules = `results: {rules: [{hosts: app-1, services: heartbeat, expected: true, stale_after: 2s}]}\n`;
const day = 86_400_000;

describe('a sender that falls silent', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  before(async () => {
    installation = await install();
    await appendFile(installation.config, rules);
    gateway = await startGateway(installation.config);
  });
  after(async () => {
    await gateway?.kill();
    await installation.remove();
  });

  it('leaves time that the report marks as unobserved, until it is heard again', async () => {
    await speak();
    const silent = await unobserved('the silence', ({ to }) => to === null);
    expect(silent).to.include({ customer: 'customer-a', host: watched.host, to: null });
    await speak();
    const { from, to, seconds } = await unobserved(
      'its end',
      (each) => each.from === silent.from && each.to !== null,
    );
    const length = Date.parse(to ?? '') - Date.parse(from);
    expect(length).to.be.above(0);
    expect(seconds).to.equal(length / 1000);
  });

  const speak = () => post(gateway, '/api/v1/results', [critical({ ...watched, code: 0 })]);

  /** The stretch of a report on these days, as soon as there is such a one. */
  function unobserved(what: string, wanted: (stretch: Unobserved) => boolean) {
    const date = (at: number) => new Date(at).toISOString().slice(0, 10);
    const days = `from=${date(Date.now() - day)}&to=${date(Date.now() + day)}`;
    return until(`${what} in the report`, async () => {
      const { body } = await get(gateway, `/api/v1/reports/compliance?${days}`);
      return (body.unobserved as readonly Unobserved[]).find(wanted);
    });
  }
});
