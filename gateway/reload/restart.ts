import type { GatewayConfig } from '../config.ts';

type Settings = GatewayConfig['settings'];

/** The keys of a configuration that differ and that only a start reads, in the order of the file's format. Secrets are not compared. */
export function restartNeeds(before: Settings, after: Settings): readonly string[] {
  const [old, fresh] = [readAtStart(before), readAtStart(after)];
  const keys = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(fresh[key]));
}

/**
 * All but what a reload applies: the inventory, the rules about results, retention, the certificate, who may speak at the
 * doors and what goes out. Where doors listen, and whether there are any, is read at the start.
 */
function readAtStart(settings: Settings): Readonly<Record<string, unknown>> {
  const { inventory, results, retention, http, mail, webhooks, reminders, ...others } = settings;
  const { nsca, nsca_ng, nrdp, alertmanager, webhooks_in, nagios, ...rest } = others;
  const { listen, base_url, token_file, tls } = http ?? {};
  return {
    ...rest,
    // Mail that comes in is known by where answers to ours go.
    ...(rest.smtp && { 'mail.from': mail?.from }),
    'nsca.listen': nsca?.map(({ listen }) => listen),
    'nsca_ng.listen': nsca_ng?.listen,
    nrdp: nrdp !== undefined,
    alertmanager: alertmanager !== undefined,
    webhooks_in: webhooks_in !== undefined,
    'nagios.status_file': nagios?.flatMap(({ site, status_file, compare }) =>
      status_file === undefined ? [] : [{ site, status_file, compare }],
    ),
    'http.listen': listen,
    'http.base_url': base_url,
    'http.token_file': token_file,
    'http.tls': tls === undefined || tls === 'off' ? tls : 'on',
  };
}
