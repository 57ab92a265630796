import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { decode } from '../../../gateway/receivers/nagios/decode.ts';
import { decodeCheck } from '../../../gateway/receivers/nrdp/decode.ts';
import { decodePacket } from '../../../gateway/receivers/nsca/decode.ts';
import { packetReader } from '../../../gateway/receivers/nsca/packet-reader.ts';
import { decodeCommand } from '../../../gateway/receivers/nsca-ng/decode.ts';
import { verifyCall } from '../../../gateway/receivers/web/signed.ts';
import { glob } from '../../../plugins/settings/glob.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { decodeNrdpChecks, encodeNrdpChecks } from '../../../plugins/wire/nrdp.ts';
import { encodeNscaPacket } from '../../../plugins/wire/nsca.ts';
import { nscaKey } from '../../../plugins/wire/nsca-cipher.ts';
import { encodeNscaNgRequest, nscaNgRequestReader } from '../../../plugins/wire/nsca-ng.ts';
import { formatPassiveCommand } from '../../../plugins/wire/passive-command.ts';
import { signWebhook, webhookKey } from '../../../plugins/wire/webhook-signature.ts';
import { check } from '../../contracts/receiver.ts';

const isSoak = process.env.WATCHCLOCK_SOAK === '1';
const numRuns = isSoak ? 1_000_000 : 200;
const now = check().at;
const hosts = [glob('app-*')];

/** A text or bytes with a few of them changed, left out or doubled. */
function damaged(whole: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.nat(whole.length - 1),
    byte: fc.nat(255),
    kind: fc.constantFrom('set', 'cut', 'double'),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Buffer>((bytes, { at, byte, kind }) => {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
      if (kind === 'cut') return Buffer.concat([before, after]);
      const middle = kind === 'set' ? Buffer.from([byte]) : bytes.subarray(at, at + 40);
      return Buffer.concat([before, middle, after]);
    }, whole),
  );
}

/** The same in pieces, as a network may deliver them. */
function inPieces(bytes: Buffer, size: number): readonly Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

const pieceSize = fc.integer({ min: 1, max: 5_000 });

describe('every door, fed with damaged frames', function () {
  if (isSoak) this.timeout(3_600_000);

  it('NSCA takes nothing of what was not made with its password', () => {
    const iv = randomBytes(128);
    const [ours, theirs] = ['a secret', 'another'].map((each) => nscaKey('rijndael-128', each));
    if (ours === undefined || theirs === undefined) throw new Error('no keys');
    const plain = encodeNscaPacket(check(), randomBytes(4304));
    const wire = ours.encryption(iv)(plain);
    const frames = fc.oneof(
      fc.constant(theirs.encryption(iv)(plain)),
      damaged(wire),
      fc.uint8Array({ maxLength: 5_000 }).map((bytes) => Buffer.from(bytes)),
    );
    const property = fc.property(frames, pieceSize, (bytes, size) => {
      const reader = packetReader(() => ours.decryption(iv));
      const packets = inPieces(bytes, size).flatMap((piece) => reader.take(piece));
      for (const packet of [...packets, ...reader.end().packets]) {
        const received = decodePacket(packet, { max_age: 30_000, hosts, now });
        // Behind a packet that is whole, damage only shows in what follows it.
        if (received.kind === 'result') expect(packet.equals(plain)).to.equal(true);
      }
    });
    fc.assert(property, { numRuns });
  });

  it('NSCA refuses what is stale, of the future, or of somebody else, whoever made it', () => {
    const rules = { max_age: 30_000, hosts, now };
    const shift = fc.oneof(fc.integer({ min: 6, max: 1e6 }), fc.integer({ min: -1e6, max: -31 }));
    const property = fc.property(shift, fc.boolean(), (seconds, isOurs) => {
      const host = isOurs ? 'app-1' : 'other-1';
      const at = isOurs ? now + seconds * 1000 : now;
      const plain = encodeNscaPacket(check({ host, at }), Buffer.alloc(4304));
      const reason = isOurs ? 'stale' : 'not allowed';
      expect(decodePacket(plain, rules)).to.include({ kind: 'refused', reason });
    });
    fc.assert(property, { numRuns: Math.min(numRuns, 10_000) });
  });

  it('NSCA-ng takes only what its speaker may say', () => {
    const client = { password: secret('x'), hosts, services: [glob('jira-*')] };
    const commands = ['app-1', 'other-1'].flatMap((host) =>
      ['jira-http', 'load'].map((service) => formatPassiveCommand(check({ host, service }))),
    );
    const session = commands.map((line) => {
      const block = encodeNscaNgRequest({ kind: 'commands', lines: [line] });
      return `PUSH ${Buffer.byteLength(block)}\r\n${block}NOOP\r\n`;
    });
    const frames = damaged(Buffer.from(`MOIN 1 abc\r\n${session.join('')}QUIT\r\n`));
    const property = fc.property(frames, pieceSize, (bytes, size) => {
      const read = nscaNgRequestReader();
      for (const request of inPieces(bytes, size).flatMap((piece) => read(piece))) {
        if (request.kind !== 'commands') continue;
        for (const line of request.lines) {
          const received = decodeCommand(line, { identity: 'a', client });
          if (received.kind !== 'result') continue;
          const { host, service } = received.result;
          expect(host).to.match(/^app-/);
          expect(service).to.match(/^jira-/);
        }
      }
    });
    fc.assert(property, { numRuns });
  });

  it('NRDP takes only whole results of its customer’s hosts', () => {
    const token = { token: secret('x'), customer: 'customer-a' };
    const door = {
      customerOf: (host: string) => (host.startsWith('app-') ? 'customer-a' : 'customer-b'),
    };
    const checks = [check(), check({ host: 'other-1' }), check({ service: null, code: 1 })];
    const xml = Buffer.from(encodeNrdpChecks(checks));
    const json = Buffer.from(
      JSON.stringify({
        checkresults: checks.map(({ host, service, code, output }) => ({
          checkresult: { type: service === null ? 'host' : 'service' },
          ...{ hostname: host, servicename: service ?? '', state: String(code), output },
        })),
      }),
    );
    const form = fc.constantFrom('xml', 'json');
    const property = fc.property(form, damaged(xml), damaged(json), (which, one, other) => {
      const text = String(which === 'xml' ? one : other);
      const decoded = decodeNrdpChecks(text, which, now);
      if (decoded.kind === 'wrong') return;
      for (const each of decoded.value) {
        const received = decodeCheck(each, token, door);
        if (received.kind === 'result') expect(received.result.host).to.match(/^app-/);
      }
    });
    fc.assert(property, { numRuns });
  });

  it('Nagios’s notifications are read or refused, never more', () => {
    const macro = fc.constantFrom(
      ...['HOSTNAME', 'SERVICEDESC', 'NOTIFICATIONTYPE', 'HOSTSTATE', 'SERVICESTATE', 'TIMET'],
      ...['SERVICEPROBLEMID', 'SERVICEOUTPUT', 'LASTSERVICEOK', '__proto__', 'constructor'],
    );
    const value = fc.oneof(
      fc.constantFrom('PROBLEM', 'RECOVERY', 'CRITICAL', 'OK', 'DOWN', '0', '99999999999999'),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString()),
    );
    const given = fc.array(fc.tuple(macro, value), { maxLength: 12 }).map(Object.fromEntries);
    const property = fc.property(given, (macros) => {
      const decoded = decode({ id: 'e', site: 'main', takenAt: now, macros });
      if ('problem' in decoded) return;
      expect(decoded.notification.host).to.not.equal('');
      expect(decoded.notification.at).to.be.at.most(now);
    });
    fc.assert(property, { numRuns });
  });

  it('a signed call is the very one that was signed', () => {
    const whsec = `whsec_${randomBytes(32).toString('base64')}`;
    const body = JSON.stringify({ type: 'results', data: [] });
    const timestamp = Math.floor(now / 1000);
    const signature = signWebhook(webhookKey(whsec) ?? Buffer.alloc(0), {
      id: 'm',
      timestamp,
      body,
    });
    const sender = { secrets: [secret(whsec)], tolerance: 300_000 };
    const whole = Buffer.from(['m', timestamp, signature, body].join('\n'));
    const property = fc.property(damaged(whole), (bytes) => {
      const [id = '', time = '', given = '', ...text] = String(bytes).split('\n');
      const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': given };
      const verified = verifyCall({ headers, body: text.join('\n') }, sender, now);
      if (verified.kind === 'refused') return;
      expect([id, Number(time), text.join('\n')]).to.deep.equal(['m', timestamp, body]);
    });
    fc.assert(property, { numRuns });
  });
});
