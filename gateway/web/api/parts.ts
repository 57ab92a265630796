import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import type { IncidentReader } from '../../incident/incident-reader.ts';
import type { Intake } from '../../intake.ts';
import type { Reports } from '../../report/reports.ts';
import type { Store } from '../../store/store.ts';

/** What the API works with; `now` gives epoch milliseconds. */
export interface ApiParts {
  readonly store: Store;
  readonly intake: Pick<Intake, 'submit'>;
  readonly reader: IncidentReader;
  readonly reports: Reports;
  readonly inventory: () => Inventory;
  /** How people reach it, when that is not the address itself. */
  readonly baseUrl: string | undefined;
  /** Sends what has become due. */
  readonly sendDue: () => void;
  readonly now: () => number;
}
