import type { StatusBlock } from './status-file.ts';

/**
 * The external command that has a host or a service checked at once, where it hangs: its check was due before `since`
 * (epoch seconds) and is still not planned anew, as when the worker that had it died. Undefined where all is well.
 */
export function recheckCommand(
  { kind, values }: StatusBlock,
  since: number,
  now: number,
): string | undefined {
  const next = Number(values.get('next_check'));
  const watched = values.get('active_checks_enabled') === '1';
  const planned = values.get('should_be_scheduled') === '1';
  if (!watched || !planned || !(next > 0 && next <= since)) return undefined;
  const host = values.get('host_name');
  if (kind === 'hoststatus') return `SCHEDULE_FORCED_HOST_CHECK;${host};${now}`;
  if (kind !== 'servicestatus') return undefined;
  return `SCHEDULE_FORCED_SVC_CHECK;${host};${values.get('service_description')};${now}`;
}
