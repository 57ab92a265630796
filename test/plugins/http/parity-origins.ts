import { connect } from 'node:net';
import { createSecureContext } from 'node:tls';
import { makeIdentity, tlsOptions } from './certificates.ts';
import { type Origin, type Script, startOrigin } from './origin.ts';
import { site } from './site.ts';

/** The servers that command lines name: `{http}` is the port of the server `http`. */
export interface ParityOrigins {
  readonly port: (name: string) => string;
  readonly close: () => Promise<void>;
}

/**
 * Starts a server for each thing that check_http and check_curl are tried on, all with the pages of the site. The
 * certificates and keys of some are left below `dir` as `NAME.pem` and `NAME.key`.
 */
export async function startParityOrigins(dir: string): Promise<ParityOrigins> {
  const origins: Record<string, Origin> = {};
  const port = (name: string) => origins[name]?.port ?? '1';
  const pages = site(port);
  const { ca, good, leaf, past, unnamed, hours } = await makeIdentities(dir);
  origins.http = await startOrigin(pages);
  origins.other = await startOrigin(pages);
  origins.six = await startOrigin(pages, { host: '::1' });
  origins.https = await startOrigin(pages, { tls: tlsOptions(good) });
  origins.past = await startOrigin(pages, { tls: tlsOptions(past) });
  origins.unnamed = await startOrigin(pages, { tls: tlsOptions(unnamed) });
  origins.hours = await startOrigin(pages, { tls: tlsOptions(hours) });
  origins.chain = await startOrigin(pages, { tls: tlsOptions(leaf, ca) });
  origins.tls12 = await startOrigin(pages, { tls: { ...tlsOptions(good), maxVersion: 'TLSv1.2' } });
  origins.tls13 = await startOrigin(pages, { tls: { ...tlsOptions(good), minVersion: 'TLSv1.3' } });
  origins.clients = await startOrigin(pages, {
    tls: { ...tlsOptions(good), requestCert: true, ca: tlsOptions(ca).cert },
  });
  const named = createSecureContext(tlsOptions(leaf, ca));
  origins.sni = await startOrigin(pages, {
    tls: {
      ...tlsOptions(good),
      SNICallback: (name, done) => done(null, name === 'named.example' ? named : undefined),
    },
  });
  origins.hangup = await startOrigin((socket) => socket.end(), { atOnce: true });
  origins.silent = await startOrigin(() => undefined, { atOnce: true });
  origins.greeter = await startOrigin((socket) => socket.end('220 hello\r\n'), { atOnce: true });
  origins.proxy = await startOrigin(tunnelTo(port('https')));
  return {
    port,
    close: async () => {
      await Promise.all(Object.values(origins).map((origin) => origin.close()));
    },
  };
}

async function makeIdentities(dir: string) {
  const days = (count: number) => new Date(Date.now() + (count + 0.5) * 86_400_000);
  const ca = await makeIdentity(dir, 'ca', { subject: '/CN=Example CA', until: days(50) });
  const signed = { until: days(400), issuer: ca };
  await makeIdentity(dir, 'client', { subject: '/CN=client', until: days(100), issuer: ca });
  return {
    ca,
    good: await makeIdentity(dir, 'good', {
      subject: '/CN=www.example',
      until: days(100),
      names: 'DNS:www.example,IP:127.0.0.1',
    }),
    leaf: await makeIdentity(dir, 'leaf', { subject: '/CN=leaf.example', ...signed }),
    past: await makeIdentity(dir, 'past', {
      subject: '/CN=past.example',
      until: new Date('2020-02-01T12:00:00Z'),
    }),
    unnamed: await makeIdentity(dir, 'unnamed', { subject: '/O=No Name', until: days(100) }),
    hours: await makeIdentity(dir, 'hours', { subject: '/CN=hours.example', until: days(-0.3) }),
  };
}

/** A proxy that opens tunnels to one port of this machine, whatever the host, and refuses all others. */
function tunnelTo(port: string): Script {
  return (socket, { method, target }) => {
    if (method !== 'CONNECT' || !target.endsWith(`:${port}`)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Tunnel\r\n\r\n');
    const inner = connect(Number(port), '127.0.0.1');
    inner.on('error', () => undefined);
    socket.pipe(inner).pipe(socket);
  };
}
