import type { Host, MachineSubject, OwnLimit, Service } from './inventory/model.ts';
import type { Figure } from './profiles/figure.ts';
import { machineFigures } from './profiles/machine.ts';
import { reachFigures } from './profiles/reach.ts';
import { profiles } from './profiles/registry.ts';

/** The limits of a service: those of its profile, with whatever the inventory sets instead on its way down to the service. */
export function figureOf(host: Host, service: Service): Figure {
  const own = [...host.limits, service.application?.limits ?? {}].flatMap((level) => [
    level[service.subject],
    level[service.name],
  ]);
  return own.filter((limit) => limit !== undefined).reduce(replaced, profileFigure(host, service));
}

function replaced(figure: Figure, own: OwnLimit): Figure {
  return {
    warning: own.warning ?? figure.warning,
    critical: own.critical ?? figure.critical,
    because: own.because,
    source: 'the inventory',
  };
}

/** The limits that the profile of a service names, whatever the inventory sets instead. */
export function profileFigure(host: Host, { subject, application }: Service): Figure {
  switch (subject) {
    case 'ping':
    case 'agent':
      return reachFigures[subject];
    case 'users':
    case 'swap':
    case 'disk-root':
      return machineFigures[subject];
    case 'load':
    case 'procs':
      return highest(host, subject);
    case 'http':
    case 'jvm':
    case 'disk-data':
    case 'disk-home':
      return application === undefined
        ? none
        : profiles[application.product].sizes[application.size][subject];
    case 'extra':
      return none;
  }
}

const none: Figure = {
  warning: [],
  critical: [],
  because: 'asked for by the inventory',
  source: '',
};

/** Of several applications on one machine, the one that needs most decides. */
function highest(host: Host, subject: MachineSubject & ('load' | 'procs')): Figure {
  const figures = host.applications.map(({ product }) => profiles[product].machine?.[subject]);
  return figures
    .filter((figure) => figure !== undefined)
    .reduce((a, b) => (firstNumber(b) > firstNumber(a) ? b : a), machineFigures[subject]);
}

function firstNumber({ critical: [threshold = '0'] }: Figure): number {
  return Number.parseFloat(threshold);
}
