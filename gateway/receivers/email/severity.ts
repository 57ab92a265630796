import { type Severity, severities } from '../../../sla/plan.ts';
import type { MailHeader } from './automatic.ts';

/** The severity that a mail asks for: a header `X-Severity`, or in the subject `[A]`, `[Sev A]` or `Severity: A`. */
export function severityOf(subject: string, headers: readonly MailHeader[]): Severity | null {
  const header = headers.find(({ key }) => key === 'x-severity' || key === 'severity')?.value;
  const candidates = [header, tag.exec(subject)?.[1], words.exec(subject)?.[1]];
  const letters = candidates.map((text) => text?.trim().toUpperCase());
  const named = letters.find((letter) => severities.some((severity) => severity === letter));
  return severities.find((severity) => severity === named) ?? null;
}

/** A subject without what machines put there: answers' marks, the incident's and the severity's tag. */
export function plainSubject(subject: string): string {
  return subject
    .replaceAll(/\[INC-\d+\]/gi, ' ')
    .replace(tag, ' ')
    .replace(/^(?:\s*(?:re|aw|antw|sv|fwd?|wg|tr)\s*(?:\[\d+\])?\s*:)+/i, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const tag = /\[\s*(?:sev(?:erity)?\s*[:=-]?\s*)?([A-D])\s*\]/i;
const words = /\bsev(?:erity)?\s*[:=]?\s*([A-D])\b/i;
