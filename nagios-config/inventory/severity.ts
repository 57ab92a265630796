import { glob } from '../../plugins/settings/glob.ts';
import type { Severity } from '../../sla/plan.ts';
import type { AlertState, Inventory, Product, SeverityRule } from './model.ts';

/** An alert as far as its severity depends on it; without `service` it is about the host itself. */
export interface Alert {
  readonly customer: string;
  readonly host: string;
  readonly service?: string;
  readonly state: AlertState;
}

/** What monitoring proposes until the customer sets the severity, and why. */
export interface SeverityProposal {
  readonly severity: Severity;
  readonly because: string;
}

/** The severity that an alert proposes: the first rule that matches, the inventory's own before the built-in ones. */
export function proposeSeverity(inventory: Inventory, alert: Alert): SeverityProposal {
  const about = describe(inventory, alert);
  const rule =
    inventory.severityRules.find((candidate) => matches(candidate, about)) ??
    builtInRules.find((candidate) => matches(candidate, about)) ??
    lastRule;
  return { severity: rule.severity, because: rule.because ?? 'a rule of the inventory' };
}

/** The rules that hold unless the inventory says otherwise, each with its reason. */
const builtInRules: readonly SeverityRule[] = [
  {
    service: glob('*http*'),
    state: ['CRITICAL'],
    severity: 'A',
    because: 'the application does not answer: nobody can work with it',
  },
  {
    service: glob('*-jvm'),
    state: ['CRITICAL'],
    severity: 'A',
    because:
      'the process of the application is gone or doubled: it is down or about to corrupt its data',
  },
  { state: ['DOWN'], severity: 'A', because: 'the machine is down, and every application on it' },
  {
    state: ['UNREACHABLE'],
    severity: 'B',
    because: 'the way to the machine is cut: it may work for its users, but nobody can see it',
  },
  {
    service: glob('*disk*'),
    state: ['CRITICAL'],
    severity: 'B',
    because: 'a full disk stops the application, and soon',
  },
  {
    service: glob('load'),
    state: ['CRITICAL'],
    severity: 'B',
    because: 'the machine is overloaded: many users wait',
  },
  {
    service: glob('swap'),
    state: ['CRITICAL'],
    severity: 'B',
    because: 'memory is used up: the application slows down for everybody and may be killed',
  },
  {
    service: glob('users'),
    severity: 'D',
    because: 'more people than usual are logged in on the machine: somebody should ask why',
  },
  { state: ['CRITICAL'], severity: 'C', because: 'something is wrong that users may notice' },
  {
    service: glob('*http*'),
    state: ['WARNING'],
    severity: 'C',
    because: 'the application answers slowly or with an error: several users notice',
  },
  {
    state: ['WARNING'],
    severity: 'D',
    because: 'a limit for early warning is passed: nobody is hindered yet',
  },
];

const lastRule = {
  severity: 'D',
  because: 'the check itself could not tell: nothing is known to be lost',
} as const satisfies SeverityRule;

interface AlertWithApplication extends Alert {
  readonly products: readonly Product[];
}

function describe(inventory: Inventory, alert: Alert): AlertWithApplication {
  const host = inventory.hosts.get(alert.host);
  const service = host?.services.find(({ name }) => name === alert.service);
  const own = service?.application === undefined ? [] : [service.application];
  const about = alert.service === undefined ? (host?.applications ?? []) : own;
  return { ...alert, products: about.map(({ product }) => product) };
}

function matches(rule: SeverityRule, alert: AlertWithApplication): boolean {
  if (rule.service !== undefined && alert.service === undefined) return false;
  return (
    (rule.customer?.matches(alert.customer) ?? true) &&
    (rule.host?.matches(alert.host) ?? true) &&
    (rule.service?.matches(alert.service ?? '') ?? true) &&
    (rule.application === undefined || alert.products.includes(rule.application)) &&
    (rule.state?.includes(alert.state) ?? true)
  );
}
