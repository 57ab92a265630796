import type { ReportedIncident } from '../../../sla/compliance/reported.ts';
import type { Terms } from '../../incident/terms.ts';
import type { SealedIncident } from '../sealed-incident.ts';

/** The digests of the personal texts that a report shows of an incident. */
export function digestsOf({ asked, trouble, reason }: SealedIncident): string[] {
  return [...Object.values(asked), trouble, reason].filter((digest) => digest !== null);
}

/** An incident with its personal texts; one that is not among `texts`, or null there, was erased. */
export function reveal(
  sealed: SealedIncident,
  { plan }: Terms,
  texts: ReadonlyMap<string, string | null>,
): ReportedIncident {
  const { reason, asked, trouble, why, measured } = sealed;
  const text = (digest: string | null) => (digest === null ? null : (texts.get(digest) ?? null));
  const { name, version, calendar } = plan;
  return {
    ...sealed,
    plan: { name, version, zone: calendar.zone },
    asked:
      measured.pauses.length === 0
        ? {}
        : Object.fromEntries(Object.entries(asked).map(([id, digest]) => [id, text(digest)])),
    trouble: text(trouble),
    why: reason === null ? why : [...why, text(reason) ?? '(erased)'],
  };
}
