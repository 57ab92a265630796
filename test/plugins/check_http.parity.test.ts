import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { peer } from '../peers/peer.ts';
import { makeIdentity, tlsOptions } from './http/certificates.ts';
import { type Origin, startOrigin } from './http/origin.ts';
import { alike, unlike } from './http/parity-table.ts';
import { site } from './http/site.ts';
import { type Alike, expectParity, type Unlike } from './parity.ts';

describe('check_http beside the reference', () => {
  let dir: string;
  let reference: string;
  const origins: Record<string, Origin> = {};
  const port = (name: string) => origins[name]?.port ?? '1';

  before(async function () {
    reference = peer(this, 'check_http');
    dir = mkdtempSync(join(tmpdir(), 'watchclock-http-'));
    const pages = site(() => ({ http: port('http'), other: port('other'), https: port('https') }));
    origins.http = await startOrigin(pages);
    origins.other = await startOrigin(pages);
    origins.six = await startOrigin(pages, { host: '::1' });
    const days = (count: number) => new Date(Date.now() + (count + 0.5) * 86_400_000);
    const ca = await makeIdentity(dir, 'ca', { subject: '/CN=Example CA', until: days(50) });
    const good = await makeIdentity(dir, 'good', { subject: '/CN=www.example', until: days(100) });
    const leaf = await makeIdentity(dir, 'leaf', {
      subject: '/CN=leaf.example',
      until: days(400),
      issuer: ca,
    });
    const past = await makeIdentity(dir, 'past', {
      subject: '/CN=past.example',
      until: new Date('2020-02-01T12:00:00Z'),
    });
    const unnamed = await makeIdentity(dir, 'unnamed', { subject: '/O=No Name', until: days(100) });
    const hours = await makeIdentity(dir, 'hours', {
      subject: '/CN=hours.example',
      until: days(-0.3),
    });
    await makeIdentity(dir, 'client', { subject: '/CN=client', until: days(100), issuer: ca });
    origins.https = await startOrigin(pages, { tls: tlsOptions(good) });
    origins.past = await startOrigin(pages, { tls: tlsOptions(past) });
    origins.unnamed = await startOrigin(pages, { tls: tlsOptions(unnamed) });
    origins.hours = await startOrigin(pages, { tls: tlsOptions(hours) });
    origins.chain = await startOrigin(pages, { tls: tlsOptions(leaf, ca) });
    origins.tls12 = await startOrigin(pages, {
      tls: { ...tlsOptions(good), maxVersion: 'TLSv1.2' },
    });
    origins.tls13 = await startOrigin(pages, {
      tls: { ...tlsOptions(good), minVersion: 'TLSv1.3' },
    });
    origins.clients = await startOrigin(pages, {
      tls: { ...tlsOptions(good), requestCert: true, ca: tlsOptions(ca).cert },
    });
    origins.sni = await startOrigin(pages, {
      tls: {
        ...tlsOptions(good),
        SNICallback: (name, done) =>
          done(
            null,
            name === 'named.example' ? createSecureContext(tlsOptions(leaf, ca)) : undefined,
          ),
      },
    });
    origins.hangup = await startOrigin((socket) => socket.end(), { atOnce: true });
  });
  after(async () => {
    await Promise.all(Object.values(origins).map((origin) => origin.close()));
    rmSync(dir, { recursive: true });
  });

  const fill = (line: string) =>
    line.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'dir' ? dir : port(name)));
  const verify = (row: Alike | Unlike) =>
    expectParity({ check: 'check_http', reference, fill, mask }, row);

  for (const row of alike) it(`answers the same to ${row.line || 'nothing'}`, () => verify(row));
  for (const row of unlike) it(`does better with ${row.line}`, () => verify(row));
});

/** Times differ from run to run. */
function mask(output: string): string {
  return output
    .replace(/in \d+\.\d{3} second/g, 'in T second')
    .replace(/\b(time\w*)=\d+\.\d{6}s/g, '$1=Ts');
}
