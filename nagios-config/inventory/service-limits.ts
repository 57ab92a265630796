import { figureOf, profileFigure } from '../limits.ts';
import type { Figure } from '../profiles/figure.ts';
import type { Host, Service } from './model.ts';

/** The limits of a service as they are in force, beside those that its profile names. */
export interface ServiceLimits {
  readonly inForce: Figure;
  readonly profile: Figure;
}

/** The limits of a service of a host, with where they come from. */
export function limitsOf(host: Host, service: Service): ServiceLimits {
  return { inForce: figureOf(host, service), profile: profileFigure(host, service) };
}
