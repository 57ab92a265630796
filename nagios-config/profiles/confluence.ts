import { applicationFigures } from './application.ts';
import type { Profile } from './figure.ts';

/** Confluence. */
export const confluence: Profile = {
  status: {
    path: '/status',
    json: 'state=RUNNING',
    source: 'Atlassian support: proper paths to use for AWS Elastic Load Balancer health checks',
  },
  jvm: {
    mainClass: 'org\\.apache\\.catalina\\.startup\\.Bootstrap',
    homeProperty: '-Dcatalina\\.home=',
    because:
      'Synchrony (synchrony.core) and the document conversion sandbox are JVMs of the same user beside it',
    source: 'catalina.sh of Apache Tomcat, which start-confluence.sh calls',
  },
  sizes: applicationFigures({
    home: 'the index, temporary files and the journal live here; Confluence stops writing when it is full',
    data: 'attachments are refused when there is no room',
  }),
};
