import { version } from '../../plugins/check/version.ts';

/** The architectures that the registry has a Node for, as Node and as Debian call them. */
export const debianArchitectures = { x64: 'amd64', arm64: 'arm64' } as const;

/** An architecture as Node calls it. */
export type Architecture = keyof typeof debianArchitectures;

/** Who answers for the package. */
export const maintainer = 'The watchclock authors <watchclock@packages.invalid>';

/** The file `control` of the package. `installed` is what it takes on the disk, in KiB. */
export function control(arch: Architecture, release: string, installed: number): string {
  return `Package: watchclock
Version: ${release}
Architecture: ${debianArchitectures[arch]}
Maintainer: ${maintainer}
Installed-Size: ${installed}
Depends: adduser, iputils-ping, libatomic1, libc6 (>= 2.28), libstdc++6
Suggests: nagios4-core, nagios-nrpe-plugin
Section: net
Priority: optional
Description: checks, agent, worker and gateway for Nagios
 Checks with the options and the output of monitoring-plugins, which run as
 commands, in a resident agent that answers check_nrpe or sends its results by
 itself, and in a worker of Nagios Core. A gateway takes in what monitoring and
 people say, keeps every incident, and counts the service levels of support
 contracts.
 .
 The package is version ${version} with its own Node.js inside. No service is
 started before it is enabled.
`;
}
