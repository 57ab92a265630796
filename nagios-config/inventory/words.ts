/** The products whose figures and pages are known; another application is watched by extra services. */
export const products = ['jira', 'confluence', 'bitbucket', 'crowd', 'bamboo'] as const;

/** How much an application has to carry; the figures that belong to each stand in its profile. */
export const sizes = ['small', 'medium', 'large'] as const;

/** The states of an alert, as Nagios words them; UP and OK are no alert. */
export const alertStates = ['DOWN', 'UNREACHABLE', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;

/** What the machine itself is watched for, on every host. */
export const machineSubjects = ['users', 'load', 'swap', 'procs', 'disk-root'] as const;

/** What an application is watched for; the last two where the inventory names the directory. */
export const applicationSubjects = ['http', 'jvm', 'disk-data', 'disk-home'] as const;
