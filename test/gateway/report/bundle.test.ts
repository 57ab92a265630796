import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { canonicalJson } from '../../../gateway/incident/chain.ts';
import { bundleTextLines } from '../../../gateway/report/bundle/bundle-text-lines.ts';
import { signingKey } from '../../../gateway/report/checkpoints/signing-key.ts';
import { verifyBundle } from '../../../gateway/report/verify/verify-bundle.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { bundleOf, key, populate, problemsIn } from './reported-store.ts';

describe('a bundle', () => {
  let folder: string;
  let store: Store;
  let bundle: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-bundle-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    await populate(store);
    bundle = await bundleOf(store);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('does not verify with any bit of any byte changed', async function () {
    this.timeout(600_000);
    const bytes = Buffer.from(bundle);
    // Every byte takes minutes; a prime step hits every kind of line.
    const step = process.env.WATCHCLOCK_SOAK === undefined ? 211 : 1;
    for (let index = 0; index < bytes.length; index += step) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      const found = await verifyBundle(bundleTextLines(pieces(changed)), undefined);
      if (found.problems.length === 0) throw new Error(`byte ${index} was changed, nobody noticed`);
    }
  });

  it('does not verify when it was cut off anywhere', async () => {
    for (let length = 0; length < bundle.length; length += 503) {
      const problems = await problemsIn(bundle.slice(0, length));
      expect(problems.join(), `cut to ${length}`).to.match(/cut off|no bundle/);
    }
    expect(await problemsIn(bundle.slice(0, -1))).not.to.deep.equal([]);
    expect(await problemsIn(`${bundle}{}\n`)).not.to.deep.equal([]);
  });

  it('does not verify with a seal that lacks a part of it', async () => {
    const start = bundle.trimEnd().lastIndexOf('\n');
    for (const part of ['digest', 'signature']) {
      const seal = bundle.slice(start).replace(`"${part}"`, `"${part}x"`);
      const problems = await problemsIn(bundle.slice(0, start) + seal);
      expect(problems.join('\n'), part).to.match(/^the seal: /m);
    }
  });

  it('is told from what is no bundle', async () => {
    for (const foreign of ['', '\n', 'hello\n', '{"kind":"event"}\n', '[]\n', 'null\n']) {
      expect((await problemsIn(foreign))[0], foreign).to.match(/no bundle|cut off/);
    }
    const newer = bundle.replace('watchclock-bundle-1', 'watchclock-bundle-9');
    expect((await problemsIn(newer))[0]).to.contain('another format: "watchclock-bundle-9"');
  });

  it('is held against the key that was published', async () => {
    expect(await problemsIn(bundle, key.publicKey)).to.deep.equal([]);
    const [problem] = await problemsIn(bundle, '0'.repeat(64));
    expect(problem).to.contain(`signed with the key ${key.publicKey}, not with 0000`);
  });

  const forgeries: Readonly<Record<string, readonly [Forgery, RegExp]>> = {
    'a changed event': [
      changing(
        (line) => line.kind === 'event' && line.version === 2,
        (line) => ({ ...line, at: 1 }),
      ),
      /^incident 1, version 2: was changed: its hash does not fit$/m,
    ],
    'a missing incident': [
      without((line) => line.kind === 'event' && line.incident === 2),
      /^incident 2: is missing; the last checkpoint covers it$/m,
    ],
    'an incident missing with its head': [
      without((line) => ['event', 'head'].includes(line.kind) && line.incident === 2),
      /^checkpoint 1: covers other heads of the incidents of customer "customer-a"/m,
    ],
    'a cut tail': [
      without((line) => line.kind === 'event' && line.incident === 1 && line.version === 6),
      /^incident 1: is cut off after event 5; the checkpoint covers 6$/m,
    ],
    'an incident that was added': [
      (lines) =>
        lines.flatMap((line) =>
          line.kind === 'event' && line.incident === 5 ? [line, { ...line, incident: 6 }] : [line],
        ),
      /^incident 6: the last checkpoint does not cover it$/m,
    ],
    'a better figure': [
      changing(
        (line) => line.kind === 'report',
        (line) => ({ ...line, report: { ...(line.report as object), misses: [] } }),
      ),
      /^misses\[0\]: the report says nothing, recomputed it is /m,
    ],
    'a longer target': [
      changing(
        (line) => line.kind === 'terms',
        (line) => ({ ...line, content: String(line.content).replace('7200000', '9200000') }),
      ),
      /^terms [0-9a-f]{64}: were changed$/m,
    ],
    'a window announced earlier': [
      changing(
        (line) => line.kind === 'window',
        (line) => ({ ...line, content: { ...(line.content as object), announcedAt: 0 } }),
      ),
      /^maintenance window 1: was changed$/m,
    ],
    'a window left out': [
      without((line) => line.kind === 'window' && line.position === 2),
      /^the last checkpoint covers 2 maintenance windows, not these 1$/m,
    ],
    'another name': [
      changing(
        (line) => line.kind === 'text' && line.text === 'Tina Technical',
        (line) => ({ ...line, text: 'Tom Other' }),
      ),
      /^the personal text [0-9a-f]{64}: was changed$/m,
    ],
    'a checkpoint of another time': [
      changing(
        (line) => line.kind === 'checkpoint',
        (line) => ({ ...line, checkpoint: { ...(line.checkpoint as object), at: 1 } }),
      ),
      /^checkpoint 1: the signature is not that of its key$/m,
    ],
  };
  for (const [what, [forgery, problem]] of Object.entries(forgeries)) {
    it(`shows ${what} as that, sealed again or not`, async () => {
      const other = signingKey(generateKeyPairSync('ed25519').privateKey);
      const problems = await problemsIn(sealed(forgery(linesOf(bundle)), other.sign));
      expect(problems.join('\n')).to.match(problem);
      expect(problems.join('\n')).to.contain('its signature is not that of the key');
      // Whoever has the key cannot make the rest fit either.
      expect(await problemsIn(sealed(forgery(linesOf(bundle)), key.sign))).not.to.deep.equal([]);
    });
  }

  const losses: Readonly<Record<string, readonly [sql: string, problem: RegExp]>> = {
    'a missing incident': [
      'delete from incident_event where incident = 5',
      /^incident 5: is missing; the last checkpoint covers it$/m,
    ],
    'a cut tail': [
      'delete from incident_event where incident = 1 and version = 6',
      /^incident 1: is cut off after event 5; the checkpoint covers 6$/m,
    ],
    'a changed event': [
      "update incident_event set event = replace(event, 'app-2', 'app-9') where incident = 2",
      /^incident 2, version 1: was changed: its hash does not fit$/m,
    ],
    'a head that was taken along': [
      'delete from incident_event where incident = 5; delete from checkpoint_head where incident = 5',
      /^checkpoint 1: does not cover these digests of customers$/m,
    ],
  };
  for (const [what, [sql, problem]] of Object.entries(losses)) {
    it(`of a store with ${what} since the last checkpoint does not verify`, async () => {
      const file = new DatabaseSync(join(folder, 'watchclock.db'));
      file.exec(sql);
      file.close();
      expect((await problemsIn(await bundleOf(store))).join('\n')).to.match(problem);
    });
  }

  it('still verifies after a name was erased, and does not show it', async () => {
    const file = new DatabaseSync(join(folder, 'watchclock.db'));
    file.exec("update personal_text set text = null where text = 'Tina Technical'");
    file.close();
    const later = await bundleOf(store);
    expect(await problemsIn(later)).to.deep.equal([]);
    expect(later).not.to.contain('Tina Technical');
  });

  it('of one customer holds nothing of another', async () => {
    const own = await bundleOf(store, 'customer-b');
    expect(own).not.to.contain('customer-a').and.not.to.contain('app-1');
    expect(own).to.contain('customer-b');
  });
});

type Line = Readonly<Record<string, unknown>> & { readonly kind: string };
type Forgery = (lines: readonly Line[]) => readonly Line[];

function changing(what: (line: Line) => boolean, change: (line: Line) => Line): Forgery {
  return (lines) => {
    const index = lines.findIndex(what);
    return lines.map((line, place) => (place === index ? change(line) : line));
  };
}

function without(what: (line: Line) => boolean): Forgery {
  return (lines) => lines.filter((line) => !what(line));
}

function linesOf(bundle: string): Line[] {
  const lines = bundle.trimEnd().split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line);
}

function sealed(lines: readonly Line[], sign: (text: string) => string): string {
  const text = lines.map((line) => `${canonicalJson(line)}\n`).join('');
  const digest = createHash('sha256').update(text).digest('hex');
  return `${text}${canonicalJson({ kind: 'seal', digest, signature: sign(digest) })}\n`;
}

/** Bytes in pieces that end in the middle of lines and letters. */
async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1021)
    yield bytes.subarray(start, start + 1021);
}
