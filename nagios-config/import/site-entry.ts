import { dirname } from 'node:path';
import { isZone } from '../../sla/zone.ts';
import type { Configuration } from './configuration.ts';

/** Where Nagios keeps its things, as far as the main file says it. */
export function siteEntry({ settings }: Configuration) {
  const folder = (name: string) => {
    const path = settings.get(name)?.text;
    return path?.startsWith('/') ? dirname(path) : undefined;
  };
  const given = {
    state: folder('status_file'),
    log: folder('log_file'),
    user: settings.get('nagios_user')?.text,
    zone: settings.get('use_timezone')?.text,
  };
  const possible = {
    ...given,
    // Nagios takes a number for a user too, and any word for a zone; what is left out is listed.
    user: /^[a-z_][a-z0-9_-]*$/.test(given.user ?? '') ? given.user : undefined,
    zone: given.zone !== undefined && isZone(given.zone) ? given.zone : undefined,
  };
  const known = Object.entries(possible).filter(([, value]) => value !== undefined);
  return known.length === 0 ? {} : { nagios: Object.fromEntries(known) };
}
