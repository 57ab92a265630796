import type { Application, Customer, Host } from '../../nagios-config/inventory/model.ts';
import type { HostCapacity } from '../capacity/capacity.ts';
import { type LimitDifference, limitDifferences } from './limit-differences.ts';
import { type MachineSize, machineSizes } from './machine-sizes.ts';
import { type Heard, type Unwatched, unwatchedOn } from './unwatched.ts';

/** How a customer's machines and their watching stand now, against what the contract asks for and the profiles name. */
export interface Assessment {
  readonly customer: string;
  readonly name: string;
  readonly plan: string;
  readonly preconditions: readonly Precondition[];
  readonly hosts: readonly HostAssessment[];
}

/** One thing that the contract asks for before its guarantees apply. */
export interface Precondition {
  readonly says: string;
  readonly met: boolean;
}

/** One machine: what it has, where its limits differ from the profile's, and what of it nobody watches. */
export interface HostAssessment {
  readonly host: string;
  readonly applications: readonly Pick<Application, 'key' | 'product' | 'size'>[];
  readonly sizes: readonly MachineSize[];
  readonly limits: readonly LimitDifference[];
  readonly unwatched: readonly Unwatched[];
}

/** What results said of a host: its capacity, and when each of its services was heard last. */
export interface HostResults {
  readonly capacity: HostCapacity;
  readonly heard: ReadonlyMap<string, Heard>;
}

/** Assesses some hosts of a customer by the inventory and by what their results said, at `now` (epoch milliseconds). */
export function assess(
  customer: Customer,
  hosts: readonly Host[],
  resultsOf: (host: Host) => HostResults,
  now: number,
): Assessment {
  const { id, name, plan } = customer;
  const preconditions = preconditionsOf(customer);
  return {
    ...{ customer: id, name, plan, preconditions },
    hosts: hosts.map((host) => hostAssessment(host, resultsOf(host), now)),
  };
}

function hostAssessment(host: Host, { capacity, heard }: HostResults, now: number): HostAssessment {
  return {
    host: host.name,
    applications: host.applications.map(({ key, product, size }) => ({ key, product, size })),
    sizes: machineSizes(capacity),
    limits: limitDifferences(host),
    unwatched: unwatchedOn(host, heard, now),
  };
}

/** In the words of the contract (service.md, section 3). */
function preconditionsOf({ preconditions: met }: Customer): readonly Precondition[] {
  return [
    {
      says: 'a remote connection to the production environment is available',
      met: met.remote_connection,
    },
    {
      says: 'the engineers have administration rights on application, database and operating system',
      met: met.administration_rights,
    },
    {
      says: 'a technical contact person with authority over the installation and configuration is named',
      met: met.technical_contact,
    },
  ];
}
