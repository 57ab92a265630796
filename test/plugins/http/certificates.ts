import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate and its key as files (PEM). */
export interface Identity {
  readonly certFile: string;
  readonly keyFile: string;
}

/** What a certificate says. */
export interface Wanted {
  /** `/CN=www.example`. */
  readonly subject: string;
  /** The end of its validity; its beginning is long ago. */
  readonly until: Date;
  /** `DNS:www.example,IP:127.0.0.1`. */
  readonly names?: string;
  /** Who signs it; itself, when nobody. */
  readonly issuer?: Identity;
}

/** Makes a certificate with Debian's openssl and leaves it below `dir` under a name of its own. */
export async function makeIdentity(dir: string, name: string, wanted: Wanted): Promise<Identity> {
  const file = (suffix: string) => join(dir, `${name}.${suffix}`);
  const identity = { certFile: file('pem'), keyFile: file('key') };
  await openssl(dir, [
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    wanted.subject,
    '-keyout',
    identity.keyFile,
    '-out',
    file('csr'),
  ]);
  writeFileSync(file('cnf'), authority(dir, name, wanted.names));
  writeFileSync(file('index'), '');
  const signer = wanted.issuer ?? identity;
  const by = wanted.issuer ? ['-cert', signer.certFile] : ['-selfsign'];
  await openssl(dir, [
    'ca',
    '-batch',
    '-notext',
    '-config',
    file('cnf'),
    '-in',
    file('csr'),
    '-out',
    identity.certFile,
    '-keyfile',
    signer.keyFile,
    ...by,
    '-startdate',
    '20200101000000Z',
    '-enddate',
    asn1(wanted.until),
  ]);
  return identity;
}

/** The certificate and the key of an identity, its issuers' certificates behind, as a TLS server takes them. */
export function tlsOptions({ certFile, keyFile }: Identity, ...issuers: readonly Identity[]) {
  const certificates = [certFile, ...issuers.map((issuer) => issuer.certFile)];
  return {
    key: readFileSync(keyFile),
    cert: certificates.map((file) => readFileSync(file)).join('\n'),
  };
}

const run = promisify(execFile);

async function openssl(dir: string, args: readonly string[]): Promise<void> {
  await run('openssl', args, { cwd: dir });
}

function authority(dir: string, name: string, names: string | undefined): string {
  return [
    '[ca]',
    'default_ca=own',
    '[own]',
    `database=${join(dir, `${name}.index`)}`,
    `new_certs_dir=${dir}`,
    'rand_serial=yes',
    'default_md=sha256',
    'unique_subject=no',
    'policy=any',
    ...(names === undefined ? [] : ['x509_extensions=names']),
    '[any]',
    'commonName=optional',
    'organizationName=optional',
    '[names]',
    ...(names === undefined ? [] : [`subjectAltName=${names}`]),
    '',
  ].join('\n');
}

function asn1(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
