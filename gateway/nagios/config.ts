import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import { FilePath } from '../../plugins/settings/file-path.ts';
import type { Complain, Settings } from '../../plugins/settings/load.ts';

/** One entry of the key `nagios` of the gateway's configuration: a Nagios on this machine, and what travels back to it. */
export const nagiosSchema = Type.Object({
  site: Type.String({
    pattern: '^[a-z0-9-]{1,40}$',
    expected: 'a key such as main',
    description: 'What its notifications call it.',
  }),
  command_file: Type.Optional(
    FilePath({
      description:
        'Its pipe for external commands: acknowledgements and downtimes travel there, and results if they are forwarded.',
    }),
  ),
  query_socket: Type.Optional(
    FilePath({ description: 'Its query handler; of no use yet beyond naming it.' }),
  ),
  status_file: Type.Optional(
    FilePath({ description: 'Its status.dat, compared with the open incidents.' }),
  ),
  forward: Type.Boolean({
    default: false,
    description:
      'Whether passive results that were taken in go to it too, as the nsca daemon has them go.',
  }),
  compare: Type.Object(
    {
      every: Duration({ default: '1m', atLeast: '1s' }),
      grace: Duration({
        default: '3m',
        description: 'How long a state must have lasted before its notification counts as missing.',
      }),
    },
    { default: {} },
  ),
});

/** A Nagios on this machine, and what travels back to it. */
export type NagiosSiteConfig = Settings<typeof nagiosSchema>;

/** Complains about what only the whole list shows. */
export function checkNagios(sites: readonly NagiosSiteConfig[], complain: Complain): void {
  for (const [index, { site, forward, command_file: commands }] of sites.entries()) {
    if (sites.findIndex((each) => each.site === site) !== index) {
      complain(['nagios', index, 'site'], `stands there twice: "${site}"`);
    }
    if (forward && commands === undefined) {
      complain(['nagios', index], 'command_file is missing: results cannot be forwarded');
    }
  }
}
