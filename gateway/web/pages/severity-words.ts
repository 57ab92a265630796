import type { Severity } from '../../../sla/plan.ts';

/** What each severity means, in the contract's own words (service.md section 2). */
export const severityWords: Readonly<Record<Severity, string>> = {
  A: 'the product application is down, or a major malfunction leaves the majority of users unable to perform their normal functions',
  B: 'critical loss of functionality or performance leaves a high number of users unable to perform their normal functions',
  C: 'moderate loss of functionality or performance affects multiple users in their normal functions',
  D: 'minor loss of functionality, or a question about a product feature',
};
