import { applicationFigures } from './application.ts';
import type { Profile } from './figure.ts';

/** Bitbucket. */
export const bitbucket: Profile = {
  status: {
    path: '/status',
    // MAINTENANCE and FIRST_RUN are answered with 200 too.
    json: 'state=RUNNING',
    source: 'Atlassian support: how to monitor if Bitbucket Server is up and running',
  },
  jvm: {
    mainClass: 'com\\.atlassian\\.bitbucket\\.internal\\.launcher\\.BitbucketServerLauncher',
    because: 'the bundled search server and the Mesh side-car are JVMs of the same user beside it',
    source: 'the start script _start-webapp.sh of Bitbucket',
  },
  sizes: applicationFigures(
    {
      home: 'pushes fail when git cannot write, and a repository needs its own size again to repack',
      data: 'pushes fail when git cannot write, and a repository needs its own size again to repack',
    },
    {
      'disk-home': {
        // The bundled search server stops placing data at 85 % used, moves it away at 90 % and locks it at 95 %.
        warning: ['15%', '20GiB'],
        critical: ['10%', '10GiB'],
        because: 'the bundled search server moves its data away at 90 % used and locks it at 95 %',
        source: 'OpenSearch: cluster.routing.allocation.disk.watermark defaults (85 %, 90 %, 95 %)',
      },
    },
  ),
  machine: {
    procs: {
      warning: ['600'],
      critical: ['1200'],
      because: 'every fetch and push is one git process or several while it lasts',
      source: 'rule of thumb: twice the limits of a machine that serves no git',
    },
  },
};
