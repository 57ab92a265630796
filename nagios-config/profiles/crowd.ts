import { applicationFigures } from './application.ts';
import type { Profile } from './figure.ts';

/** Crowd. */
export const crowd: Profile = {
  status: {
    path: '/status',
    // Its documentation promises a code of 200 and nothing of the body.
    source:
      'Atlassian documentation: installing Crowd Data Center, health checks of load balancers',
  },
  jvm: {
    mainClass: 'org\\.apache\\.catalina\\.startup\\.Bootstrap',
    homeProperty: '-Dcatalina\\.home=',
    below: '/apache-tomcat',
    because:
      'Crowd runs in the Tomcat inside its installation; other products of one user have theirs',
    source: 'start_crowd.sh, which calls apache-tomcat/bin/startup.sh',
  },
  sizes: applicationFigures({
    home: 'logs and the cache of directories live here',
    data: 'shared configuration and plugins cannot be written without room',
  }),
};
