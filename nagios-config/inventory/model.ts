import type { Glob } from '../../plugins/settings/glob.ts';
import type { Severity } from '../../sla/plan.ts';
import type { PlanVersion } from '../../sla/version.ts';
import type { Duty } from './duty-model.ts';
import type { Person } from './person.ts';
import type {
  alertStates,
  applicationSubjects,
  machineSubjects,
  products,
  sizes,
} from './words.ts';

/** A product whose figures and pages are known. */
export type Product = (typeof products)[number];
/** A state that is an alert, as Nagios words it. */
export type AlertState = (typeof alertStates)[number];

/** What the contract asks for before its guarantees apply; each is met or not. */
interface Preconditions {
  readonly remote_connection: boolean;
  readonly administration_rights: boolean;
  readonly technical_contact: boolean;
}

/** How results of a host come to the monitoring server. */
export interface Reached {
  readonly by: 'local' | 'nrpe' | 'passive' | 'direct';
  /** The agent's port on the host. */
  readonly port: number;
  /** Whose agent runs there. */
  readonly agent: 'watchclock' | 'nrpe';
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
  readonly size: Size;
  /** Who asks its page; when it does not say, the monitoring server wherever it can connect to the host. */
  readonly seen_from?: 'server' | 'host';
  readonly limits: OwnLimits;
}

/** How much an application has to carry. */
export type Size = (typeof sizes)[number];

/** What the machine itself is watched for. */
export type MachineSubject = (typeof machineSubjects)[number];
/** What an application is watched for. */
export type ApplicationSubject = (typeof applicationSubjects)[number];
/** What a service looks at: `ping` and `agent` the way to the host, `extra` whatever the inventory spells out. */
type Subject = 'ping' | 'agent' | MachineSubject | ApplicationSubject | 'extra';

/** Limits that somebody set on purpose, by subject or by name of a service. */
type OwnLimits = Readonly<Record<string, OwnLimit>>;

/** What is to be used instead of the profile's limits, each as on the check's command line, and why. */
export interface OwnLimit {
  readonly warning?: readonly string[];
  readonly critical?: readonly string[];
  readonly because: string;
}

/** A service that is watched on a host; `application` is there when it is about one. */
export interface Service {
  readonly name: string;
  readonly subject: Subject;
  readonly application?: Application;
  readonly extra?: ExtraService;
}

/** A service as the inventory spells it out: a check with its options, run by the host or by the server. */
export interface ExtraService {
  /** The check, or another program by its path, and its arguments. */
  readonly check: readonly string[];
  readonly on: 'host' | 'server';
  readonly because?: string;
  /** Where they differ from the `CheckTimes` of all, milliseconds. */
  readonly every?: number;
  readonly retry?: number;
  readonly attempts?: number;
  /** Groups besides those that follow from the customer and the product. */
  readonly groups: readonly string[];
  /** Custom variables, without the underscore that Nagios puts before them. */
  readonly variables: Variables;
}

type Variables = Readonly<Record<string, string>>;

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
  /** Groups besides those that follow from the customer and the products. */
  readonly groups: readonly string[];
  readonly variables: Variables;
  /** Limits of the inventory, of the customer and of the host: the later, the narrower. */
  readonly limits: readonly OwnLimits[];
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
  /** Who is on duty for this customer when, where there is a rota: its own, or that of the inventory. */
  readonly duty?: Duty;
  /** The maintenance windows that were announced to it, as the inventory lists them. */
  readonly maintenance: readonly AnnouncedWindow[];
  readonly hosts: readonly Host[];
}

/** A maintenance window; epoch milliseconds. With neither hosts nor applications it covers everything of the customer. */
interface AnnouncedWindow {
  readonly announcedAt: number;
  readonly start: number;
  readonly end: number;
  readonly hosts: readonly string[];
  readonly applications: readonly string[];
  readonly reason: string;
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

/** How often checks run, and how many in a row must fail before anybody is notified. */
export interface CheckTimes {
  readonly everyMs: number;
  readonly retryMs: number;
  readonly attempts: number;
}

/** The monitoring server: its name as a site, where its programs and its state are, its user and its zone. */
export interface NagiosSite {
  readonly site: string;
  readonly plugins: string;
  readonly check_nrpe: string;
  readonly watchclock: string;
  readonly notify_config: string;
  readonly state: string;
  readonly log: string;
  readonly user: string;
  readonly zone: string;
}

/** The gateway as the monitoring server reaches it: its address, and the files that notifying it needs. */
interface GatewayAccess {
  readonly url: string;
  readonly token_file: string;
  readonly spool: string;
}

/** How the agents of all hosts are set up; paths are on the hosts, those of `server` on the monitoring server. */
export interface Agents {
  readonly plugins: string;
  /** The address that agents listen on. */
  readonly listen: string;
  readonly allowed: readonly string[];
  readonly tls: 'off' | AgentTls;
  readonly passive?: { readonly to: string; readonly every: number; readonly secret: string };
}

/** Both sides of the connection to an agent, each with a certificate that the other one asks for. */
interface AgentTls {
  readonly cert: string;
  readonly key: string;
  readonly clients: string;
  readonly server: { readonly ca: string; readonly cert: string; readonly key: string };
}

/** Everything that is known of customers, hosts and contracts, checked. */
export interface Inventory {
  readonly settlingMs: number;
  readonly reopeningMs: number;
  /** Who answers for every customer that names no engineers of its own. */
  readonly engineers: readonly Person[];
  /** The rota of all customers that have none of their own. */
  readonly duty?: Duty;
  readonly customers: ReadonlyMap<string, Customer>;
  /** Every host of every customer by its name. */
  readonly hosts: ReadonlyMap<string, Host>;
  /** The inventory's own rules; the built-in ones follow after them. */
  readonly severityRules: readonly SeverityRule[];
  /** Every plan by its name, the built-in ones and the inventory's own; a plan's versions in order. */
  readonly plans: ReadonlyMap<string, readonly PlanVersion[]>;
  readonly checks: CheckTimes;
  readonly nagios: NagiosSite;
  readonly agents: Agents;
  readonly gateway: GatewayAccess;
}
