import type { GatewayConfig } from '../config.ts';

type Settings = GatewayConfig['settings'];

/** The keys of a configuration that differ and that only a start reads, in the order of the file's format. Secrets are not compared. */
export function restartNeeds(before: Settings, after: Settings): readonly string[] {
  const [old, fresh] = [readAtStart(before), readAtStart(after)];
  const keys = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(fresh[key]));
}

/** All but what a reload applies: the inventory, the rules about results, retention, and the certificate. */
function readAtStart(settings: Settings): Readonly<Record<string, unknown>> {
  const { inventory, results, retention, http, ...rest } = settings;
  const { listen, base_url, token_file, tls } = http ?? {};
  return {
    ...rest,
    'http.listen': listen,
    'http.base_url': base_url,
    'http.token_file': token_file,
    'http.tls': tls === undefined || tls === 'off' ? tls : 'on',
  };
}
