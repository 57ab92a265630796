import type { PersonCommand } from '../command.ts';
import { may, type Viewer } from './viewer.ts';

/** Whether a viewer may do this to an incident that they see; an engineer everything, a contact what is the customer's. */
export function mayCommand(viewer: Viewer, kind: PersonCommand['kind']): boolean {
  if (may(viewer, 'act')) return true;
  return may(viewer, 'raise') && customerKinds.includes(kind);
}

/** The severity is at the customer's discretion, and an issuer may answer, take back and reopen what it raised. */
const customerKinds: readonly PersonCommand['kind'][] = [
  'severity-changed',
  'information-received',
  'note',
  'reopened',
  'withdrawn',
];
