import { engineVersion as engine } from '../../sla/evaluate.ts';
import type { Plan } from '../../sla/plan.ts';
import { canonicalJson, digestOf } from './chain.ts';

/** What an incident was raised under; a verdict is a function of this and of its events (service.md rule 14). */
export interface Terms {
  /** The version of the rules by which the plan is read. */
  readonly engine: string;
  readonly plan: Plan;
}

/** Terms as the text that is kept, and the digest under which incidents name it. */
export interface WrittenTerms {
  readonly digest: string;
  readonly content: string;
}

/** The terms that a plan means today. */
export function writeTerms(plan: Plan): WrittenTerms {
  const content = canonicalJson({ engine, plan } satisfies Terms);
  return { digest: digestOf(content), content };
}

/** Terms as they were kept. Throws when they ask for an engine that this program does not have. */
export function readTerms(content: string): Terms {
  const terms = JSON.parse(content) as Terms;
  if (terms.engine !== engine) {
    throw new Error(`the terms need engine "${terms.engine}", this program has "${engine}"`);
  }
  return terms;
}
