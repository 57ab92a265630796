import { canonicalJson } from '../../incident/chain.ts';
import type { DigestedReport } from '../compliance.ts';

/** A report as JSON: its members and, beside them, the digest over the canonical JSON of all but itself. */
export function reportJson({ report, digest }: DigestedReport): string {
  return `${canonicalJson({ ...report, digest })}\n`;
}
