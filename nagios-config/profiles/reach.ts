import type { Figure } from './figure.ts';

/** The limits of the way to a host. */
export const reachFigures: Readonly<Record<'ping' | 'agent', Figure>> = {
  ping: {
    warning: ['200,20%'],
    critical: ['500,60%'],
    because: 'what people do in the application waits for several round trips a page',
    source:
      'the sample configuration of Nagios Core, with the time of a warning doubled for wide networks',
  },
  agent: {
    warning: [],
    critical: [],
    because:
      'without its agent nothing on this host is watched, and everything looks as it last was',
    source: 'check_nrpe without a command asks for the version of the agent',
  },
};
