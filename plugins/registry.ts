import type { Plugin } from './check/plugin.ts';

const loaders = {
  check_curl: async () => (await import('./check_curl.ts')).plugin,
  check_disk: async () => (await import('./check_disk.ts')).plugin,
  check_http: async () => (await import('./check_http.ts')).plugin,
  check_load: async () => (await import('./check_load.ts')).plugin,
  check_ping: async () => (await import('./check_ping.ts')).plugin,
  check_procs: async () => (await import('./check_procs.ts')).plugin,
  check_swap: async () => (await import('./check_swap.ts')).plugin,
  check_users: async () => (await import('./check_users.ts')).plugin,
} satisfies Record<string, () => Promise<Plugin>>;

/** The names of all checks. */
export const checkNames: readonly string[] = Object.keys(loaders);

/** The check called `name`, loaded when it is first asked for; undefined when there is none. */
export async function loadPlugin(name: string): Promise<Plugin | undefined> {
  const load = Object.entries(loaders).find(([own]) => own === name)?.[1];
  return load?.();
}
