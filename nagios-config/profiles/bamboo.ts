import { applicationFigures } from './application.ts';
import type { Profile } from './figure.ts';

/** Bamboo. */
export const bamboo: Profile = {
  status: {
    path: '/rest/api/latest/status',
    // PAUSED is answered with 200: nothing is built then.
    json: 'state=RUNNING',
    source: 'Atlassian support: what Bamboo URL should I use for HTTP healthchecks',
  },
  jvm: {
    mainClass: 'org\\.apache\\.catalina\\.startup\\.Bootstrap',
    homeProperty: '-Dcatalina\\.home=',
    because: 'local agents and the builds themselves are JVMs of the same user beside it',
    source: 'catalina.sh of Apache Tomcat, which start-bamboo.sh calls',
  },
  sizes: applicationFigures({
    home: 'working copies and build logs live here; builds fail one after the other when it is full',
    data: 'artefacts are lost when they cannot be written',
  }),
  machine: {
    load: {
      warning: ['4,3,2'],
      critical: ['8,6,4'],
      because: 'builds of local agents may use every CPU: only a queue that never ends is a fault',
      source: 'rule of thumb: twice the limits of a machine that builds nothing',
    },
    procs: {
      warning: ['600'],
      critical: ['1200'],
      because: 'builds of local agents start processes of their own',
      source: 'rule of thumb: twice the limits of a machine that builds nothing',
    },
  },
};
