import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { digestOf } from '../incident/chain.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import type { Message } from '../outbox/message.ts';
import type { PassiveResult } from '../signal.ts';
import type { Batch } from '../store/store.ts';
import { commandOfResult, commandsAbout, fitsCommand } from './commands.ts';
import type { NagiosSiteConfig } from './config.ts';
import { downtimesOf, withoutDowntimes } from './downtime.ts';
import { siteOf } from './reconcile.ts';

/** What Nagios has to know of the events of a batch, at the site that told of their incidents. */
export function messagesToNagios(
  { events, incidents }: Batch,
  sites: readonly NagiosSiteConfig[],
): readonly Message[] {
  const reachable = sites.filter(takesCommands);
  if (reachable.length === 0) return [];
  const byNumber = new Map(incidents.map((incident) => [incident.id, incident]));
  return events.flatMap((recorded) => {
    const incident = byNumber.get(recorded.incident);
    if (incident === undefined || !incident.alerts.every(fitsCommand)) return [];
    const commands = commandsAbout(incident, recorded);
    const from = siteOf(incident.raised.source);
    const told = reachable.filter(({ site, forward }) => (from === null ? forward : site === from));
    return told.flatMap(({ site }) =>
      message(['nagios', recorded.incident, recorded.version, site], { site, commands }),
    );
  });
}

/** What Nagios has to know of a maintenance window, at every site. */
export function downtimesToNagios(
  window: MaintenanceWindow,
  inventory: Inventory,
  sites: readonly NagiosSiteConfig[],
): readonly Message[] {
  const commands = downtimesOf(window, inventory);
  return sites
    .filter(takesCommands)
    .flatMap(({ site }) => message(['downtime', window.id, site], { site, commands }));
}

/** What Nagios has to know of a window that was cancelled at an instant, at every site. */
export function cancellationToNagios(
  window: MaintenanceWindow,
  at: number,
  sites: readonly NagiosSiteConfig[],
): readonly Message[] {
  const commands = withoutDowntimes(window, at);
  return sites
    .filter(takesCommands)
    .flatMap(({ site }) => message(['downtime', window.id, site, 'cancelled'], { site, commands }));
}

/** Results that were taken in, to go on to the sites that want them; `now` is when they were received. */
export function resultsToNagios(
  results: readonly PassiveResult[],
  sites: readonly NagiosSiteConfig[],
  now: number,
): readonly Message[] {
  const wanted = sites.filter((site) => site.forward && takesCommands(site));
  if (wanted.length === 0) return [];
  const commands = results.filter(fitsCommand).map(commandOfResult);
  const digest = digestOf(commands.join('\n'));
  return wanted.flatMap(({ site }) =>
    message(['results', now, digest, site], { site, commands, passing: true }),
  );
}

function takesCommands({ command_file: file }: NagiosSiteConfig): boolean {
  return file !== undefined;
}

interface Sent {
  readonly site: string;
  readonly commands: readonly string[];
  readonly passing?: boolean;
}

function message(cause: readonly unknown[], { site, commands, passing = false }: Sent): Message[] {
  if (commands.length === 0) return [];
  return [{ key: JSON.stringify(cause), content: { kind: 'nagios', site, commands, passing } }];
}
