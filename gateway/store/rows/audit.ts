import type { Kysely } from 'kysely';
import { type Audit, type AuditEntry, auditHash, type KeptEntry } from '../../access/audit.ts';
import { canonicalJson } from '../../incident/chain.ts';
import type { Tables } from '../schema.ts';
import type { AuditEntryRow } from '../schema-access.ts';

/** How often somebody else may be quicker to take a place in the log. */
const attempts = 50;

/** The audit log in a migrated database. */
export function auditOf(db: Kysely<Tables>, isTaken: (error: unknown) => boolean): Audit {
  return {
    record: async (entry, at) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await append(db, entry, at);
        } catch (error) {
          if (!isTaken(error) || attempt === attempts) throw error;
        }
      }
    },
    latest: async (limit) => {
      const rows = db.selectFrom('audit_entry').selectAll().orderBy('position', 'desc');
      return (await rows.limit(limit).execute()).map(toEntry);
    },
    all: async () =>
      (await db.selectFrom('audit_entry').selectAll().orderBy('position').execute()).map(toEntry),
  };
}

async function append(db: Kysely<Tables>, entry: AuditEntry, at: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const last = await transaction
      .selectFrom('audit_entry')
      .select(['position', 'hash'])
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    const { kind, who, about, from } = entry;
    const content = { kind, who, about, from };
    const place = { position: (last?.position ?? 0) + 1, at, previousHash: last?.hash ?? null };
    const row: AuditEntryRow = {
      position: place.position,
      at,
      content: canonicalJson(content),
      previous_hash: place.previousHash,
      hash: auditHash({ ...content, ...place }),
    };
    await transaction.insertInto('audit_entry').values(row).execute();
  });
}

function toEntry({ position, at, content, previous_hash, hash }: AuditEntryRow): KeptEntry {
  const entry = JSON.parse(content) as AuditEntry;
  return { ...entry, position, at, previousHash: previous_hash, hash };
}
