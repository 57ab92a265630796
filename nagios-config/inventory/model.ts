import type { Glob } from '../../plugins/settings/glob.ts';
import type { alertStates, products } from './schema.ts';

/** A product whose figures and pages are known. */
export type Product = (typeof products)[number];
/** A state that is an alert, as Nagios words it. */
export type AlertState = (typeof alertStates)[number];
/** How grave an incident is: A (nobody can work) to D (a small loss, or a question). */
export type Severity = 'A' | 'B' | 'C' | 'D';

/** Somebody to write to or to call. */
export interface Person {
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}

/** What the contract asks for before its guarantees apply; each is met or not. */
interface Preconditions {
  readonly remote_connection: boolean;
  readonly administration_rights: boolean;
  readonly technical_contact: boolean;
}

/** How results of a host come to the monitoring server. */
export interface Reached {
  readonly by: 'local' | 'nrpe' | 'passive';
  /** The agent's port on the host. */
  readonly port: number;
  /** The opening in the customer's firewall that leads there, when the server cannot connect directly. */
  readonly firewall?: { readonly address: string; readonly port: number };
}

/** An application on a host. `key` is unique on the host and starts its services' names. */
export interface Application {
  readonly key: string;
  readonly product: Product;
  readonly url: string;
  readonly user: string;
  readonly home?: string;
  readonly data?: string;
  readonly install?: string;
  readonly node?: string;
}

/** What a service looks at; `extra` is one that the inventory spells out. */
type Subject =
  | 'ping'
  | 'agent'
  | 'users'
  | 'load'
  | 'swap'
  | 'procs'
  | 'disk-root'
  | 'http'
  | 'jvm'
  | 'disk-data'
  | 'disk-home'
  | 'extra';

/** A service that is watched on a host; `application` is there when it is about one. */
export interface Service {
  readonly name: string;
  readonly subject: Subject;
  readonly application?: Application;
  readonly extra?: ExtraService;
}

/** A service as the inventory spells it out: a check with its options, run by the host or by the server. */
export interface ExtraService {
  readonly check: string;
  readonly on: 'host' | 'server';
  readonly because?: string;
}

/** A watched machine. */
export interface Host {
  readonly name: string;
  readonly customer: string;
  readonly address: string;
  readonly alias: string;
  readonly reached: Reached;
  readonly parents: readonly string[];
  readonly applications: readonly Application[];
  readonly services: readonly Service[];
}

/** A customer with a contract. `id` is its key in the inventory, `plan` the name of its plan. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly preconditions: Preconditions;
  readonly contacts: {
    readonly technical?: Person;
    readonly issuers: readonly Person[];
    /** Who is on duty for this customer. */
    readonly engineers: readonly Person[];
  };
  readonly hosts: readonly Host[];
}

/** What to propose for the alerts it matches; a part left out matches everything. */
export interface SeverityRule {
  readonly customer?: Glob;
  readonly host?: Glob;
  /** With it, a rule is about services only. */
  readonly service?: Glob;
  readonly application?: Product;
  readonly state?: readonly AlertState[];
  readonly severity: Severity;
  readonly because?: string;
}

/** Everything that is known of customers, hosts and contracts, checked. */
export interface Inventory {
  readonly settlingMs: number;
  readonly reopeningMs: number;
  readonly customers: ReadonlyMap<string, Customer>;
  /** Every host of every customer by its name. */
  readonly hosts: ReadonlyMap<string, Host>;
  /** The inventory's own rules; the built-in ones follow after them. */
  readonly severityRules: readonly SeverityRule[];
}
