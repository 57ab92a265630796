import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its private key, as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** How long a certificate made here counts, in milliseconds: ten years, for nobody renews it. */
const lifetime = 3653 * 86_400_000;

/** Makes a key (P-256) and a certificate of that name that it signs itself, good from an hour before `now` (RFC 5280). */
export function selfSigned(commonName: string, now: number): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(commonNameId, tagged(0x0c, Buffer.from(commonName)))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const facts = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])), // serial number
    sequence(ecdsaWithSha256),
    name,
    sequence(time(now - 3_600_000), time(now + lifetime)),
    name,
    spki,
    tagged(0xa3, sequence(keyIdentifier(spki))),
  );
  const signature = sign('sha256', facts, privateKey);
  const bits = tagged(0x03, Buffer.concat([Buffer.from([0]), signature]));
  const der = sequence(facts, sequence(ecdsaWithSha256), bits);
  return {
    cert: pem('CERTIFICATE', der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Object identifiers in DER: 1.2.840.10045.4.3.2, 2.5.4.3 and 2.5.29.14. */
const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
const commonNameId = Buffer.from('0603550403', 'hex');
const keyIdentifierId = Buffer.from('0603551d0e', 'hex');

function keyIdentifier(spki: Buffer): Buffer {
  const digest = createHash('sha1').update(spki).digest();
  return sequence(keyIdentifierId, tagged(0x04, tagged(0x04, digest)));
}

/** GeneralizedTime from 2050 on, UTCTime before. */
function time(at: number): Buffer {
  const [digits = ''] = new Date(at).toISOString().replace(/[-:T]/g, '').split('.');
  return digits < '2050'
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(part: Buffer): Buffer {
  return tagged(0x31, part);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from([length >> 8, length & 0xff]);
  return Buffer.concat([Buffer.from([tag, 0x82]), size, content]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
