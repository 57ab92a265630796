import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import type { Secret } from '../../../plugins/settings/secret.ts';
import type { Accounts } from '../../access/account.ts';
import type { Attempts } from '../../access/attempts.ts';
import type { Audit } from '../../access/audit.ts';
import type { OpenId } from '../../access/openid.ts';
import type { Board } from '../../board/board.ts';
import type { IncidentReader } from '../../incident/incident-reader.ts';
import type { Intake } from '../../intake.ts';
import type { Outbox } from '../../outbox/box.ts';
import type { Reports } from '../../report/reports.ts';
import type { Store } from '../../store/store.ts';

/** What the pages work with. */
export interface PageParts {
  readonly reader: IncidentReader;
  readonly reports: Reports;
  readonly store: Pick<
    Store,
    | 'list'
    | 'accounts'
    | 'journeys'
    | 'attachments'
    | 'audit'
    | 'results'
    | 'watchedOn'
    | 'solutions'
    | 'maintenance'
    | 'announce'
    | 'cancel'
    | 'keyReceivedAt'
  >;
  readonly intake: Pick<Intake, 'submit'>;
  readonly inventory: () => Inventory;
  readonly board: Board;
  readonly accounts: Accounts;
  readonly attempts: Attempts;
  readonly audit: Audit;
  /** Who may vouch for people besides their passwords. */
  readonly openid: OpenId | undefined;
  /** The gateway's own, which somebody may show to sign in. */
  readonly token: Secret;
  /** Where it is kept, as people can find it. */
  readonly tokenFile: string;
  /** How people reach the pages, when that is not the address itself. */
  readonly baseUrl: string | undefined;
  readonly outbox: Outbox;
  /** Sends what has become due. */
  readonly sendDue: () => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
