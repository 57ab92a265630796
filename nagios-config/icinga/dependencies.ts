import { type Definition, expression } from './dsl.ts';

/** What is not asked, and not said, while something it needs is known to fail. */
export function dependencies(): readonly Definition[] {
  return [
    {
      head: 'apply Dependency "agent" to Service',
      attributes: {
        parent_host_name: expression('host.name'),
        parent_service_name: 'agent',
        states: expression('[ OK, Warning ]'),
        disable_checks: true,
      },
      statements: ['assign where service.vars.watchclock_needs == "agent"'],
      reasons: [
        'These are asked through the agent: while it does not answer, they are neither asked nor said.',
      ],
    },
    {
      head: 'apply Dependency "ping" to Service',
      attributes: {
        parent_host_name: expression('host.name'),
        parent_service_name: 'ping',
        states: expression('[ OK, Warning, Unknown ]'),
      },
      statements: ['assign where service.vars.watchclock_needs == "ping"'],
      reasons: [
        'While the host cannot be reached at all, that is said, and not that its pages are gone.',
      ],
    },
    {
      head: 'apply Dependency "parent-" for (parent in host.vars.watchclock_parents) to Host',
      attributes: { parent_host_name: expression('parent') },
      reasons: ['A host behind one that is down is unreachable, not down.'],
    },
  ];
}
