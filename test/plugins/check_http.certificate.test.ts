import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { type Identity, makeIdentity, tlsOptions } from './http/certificates.ts';
import { always, answer } from './http/origin.ts';
import { asked, useOrigins } from './http/use-origins.ts';

describe('check_http and a certificate', () => {
  const { start } = useOrigins();
  let dir: string;
  let ca: Identity;
  let good: Identity;
  let leaf: Identity;
  const days = (count: number) => new Date(Date.now() + (count + 0.5) * 86_400_000);
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-http-'));
    const names = 'DNS:www.example,IP:127.0.0.1';
    ca = await makeIdentity(dir, 'ca', { subject: '/CN=Example CA', until: days(20) });
    good = await makeIdentity(dir, 'good', {
      subject: '/CN=www.example',
      until: days(100),
      names,
    });
    leaf = await makeIdentity(dir, 'leaf', {
      subject: '/CN=leaf.example',
      until: days(400),
      issuer: ca,
    });
  });
  after(() => rmSync(dir, { recursive: true }));

  async function askTls(identity: Identity, issuers: readonly Identity[], ...args: string[]) {
    const { port } = await start(always(answer('200 OK')), {
      tls: tlsOptions(identity, ...issuers),
    });
    return asked(await runCheck('check_http', ['-I', '127.0.0.1', '-p', port, '-S', ...args]));
  }

  it('is not verified unless -D asks for it', async () => {
    expect(await askTls(good, [], '-H', 'other.example')).to.match(/^0 HTTP OK/);
    expect(await askTls(good, [], '-H', 'www.example', '-D')).to.equal(
      '2 CRITICAL - Cannot trust the certificate: self-signed certificate',
    );
  });

  it('must be trusted and made out to the host', async () => {
    const trust = ['-D', '--ca-cert', good.certFile];
    expect(await askTls(good, [], '-H', 'www.example', ...trust)).to.match(/^0 HTTP OK/);
    expect(await askTls(good, [], '-H', '127.0.0.1', ...trust)).to.match(/^0 HTTP OK/);
    expect(await askTls(good, [], '-H', 'other.example', ...trust)).to.match(
      /^2 CRITICAL - Cannot trust the certificate: Hostname\/IP does not match certificate's altnames/,
    );
    expect(await askTls(leaf, [ca], '-H', 'leaf.example', '-D', '--ca-cert', ca.certFile)).to.match(
      /^0 HTTP OK/,
    );
  });

  it('of an issuer that ends first is named, with its days', async () => {
    expect(await askTls(leaf, [ca], '-H', 'leaf.example', '-C', '30,10')).to.match(
      /^1 WARNING - Certificate 'Example CA' expires in 20 day\(s\) \([^)]*\)\.\|certificate_days=20;30;10$/,
    );
    expect(await askTls(leaf, [ca], '-H', 'leaf.example', '-C', '10')).to.match(
      /^0 OK - Certificate 'leaf\.example' will expire on [^|]*\|certificate_days=400;10;0$/,
    );
  });

  it('is chosen by the name that is always sent', async () => {
    const names: string[] = [];
    const tls = {
      ...tlsOptions(good),
      SNICallback: (name: string, done: (error: Error | null) => void) => {
        names.push(name);
        done(null);
      },
    };
    const { port } = await start(always(answer('200 OK')), { tls });
    await runCheck('check_http', ['-H', 'named.example', '-I', '127.0.0.1', '-p', port, '-S']);
    await runCheck('check_http', ['-H', '127.0.0.1', '-p', port, '-S']);
    expect(names).to.deep.equal(['named.example']);
  });

  it('and the page are both judged with --continue-after-certificate', async () => {
    const { port } = await start(always(answer('404 Not Found')), { tls: tlsOptions(good) });
    const args = ['-H', '127.0.0.1', '-p', port, '-C', '30', '--continue-after-certificate'];
    const { exitCode, output } = await runCheck('check_http', args);
    const [first, second] = output.split('\n');
    expect(exitCode).to.equal(1);
    expect(first).to.match(
      /^OK - Certificate 'www\.example' will expire on .*\|time=.* size=26B;;;0; certificate_days=100;30;0$/,
    );
    expect(second).to.match(/^HTTP WARNING: HTTP\/1\.1 404 Not Found - 26 bytes in /);
  });
});
