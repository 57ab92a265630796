import type { Host, Service } from '../../nagios-config/inventory/model.ts';
import { limitsOf } from '../../nagios-config/inventory/service-limits.ts';

/** Limits of a service that differ from those of its profile, each as on the check's command line. */
export interface LimitDifference {
  readonly service: string;
  readonly level: 'warning' | 'critical';
  readonly inForce: readonly string[];
  readonly profile: readonly string[];
  /** Why these, as the inventory says, and why those, as the profile says. */
  readonly because: string;
  readonly profileBecause: string;
}

/** Where somebody set other limits for a host's services than their profiles name. */
export function limitDifferences(host: Host): readonly LimitDifference[] {
  return host.services.flatMap((service) => differencesOf(host, service));
}

function differencesOf(host: Host, service: Service): readonly LimitDifference[] {
  if (service.subject === 'extra') return [];
  const { inForce, profile } = limitsOf(host, service);
  const levels = ['warning', 'critical'] as const;
  return levels
    .filter((level) => inForce[level].join(' ') !== profile[level].join(' '))
    .map((level) => ({
      ...{ service: service.name, level, inForce: inForce[level], profile: profile[level] },
      ...{ because: inForce.because, profileBecause: profile.because },
    }));
}
