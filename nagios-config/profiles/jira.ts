import { applicationFigures } from './application.ts';
import type { Profile } from './figure.ts';

/** Jira Software, Jira Service Management. */
export const jira: Profile = {
  status: {
    path: '/status',
    // STARTING, STOPPING and FIRST_RUN are answered with 200 too.
    json: 'state=RUNNING',
    source: 'Atlassian support: Jira "status" endpoint response meanings',
  },
  jvm: {
    mainClass: 'org\\.apache\\.catalina\\.startup\\.Bootstrap',
    homeProperty: '-Dcatalina\\.home=',
    because: 'Jira runs in its own Tomcat; a bundled search server or a build tool is another JVM',
    source: 'catalina.sh of Apache Tomcat, which start-jira.sh calls',
  },
  sizes: applicationFigures({
    home: 'a re-index writes a second index beside the first one, and a full disk corrupts both',
    data: 'attachments are refused and exports fail when there is no room',
  }),
};
