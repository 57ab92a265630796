import { readNrpeConfig } from './nrpe/config.ts';
import type { NrpeSettings } from './nrpe/settings.ts';
import { type AgentSettings, loadAgentSettings } from './settings.ts';

/** Which configuration the agent was asked to take. */
export interface Asked {
  readonly config?: string | undefined;
  readonly 'nrpe-config'?: string | undefined;
  readonly tls?: string | undefined;
}

/** A configuration, and what of an nrpe.cfg is not honoured or taken differently. */
export interface Loaded {
  readonly settings: AgentSettings;
  readonly notes: readonly string[];
}

/** Reads what was asked for. Rejects with a ConfigError, or with an Error that names the file. */
export async function loadAsked(asked: Asked, env: NodeJS.ProcessEnv): Promise<Loaded> {
  const { config, 'nrpe-config': nrpeConfig, tls } = asked;
  const own = config === undefined ? undefined : await loadAgentSettings(config, env);
  if (nrpeConfig === undefined) {
    if (own?.nrpe === undefined && own?.passive === undefined) {
      throw new Error(`${config}: nothing to do: there is neither "listen" nor "passive"`);
    }
    return { settings: own, notes: [] };
  }
  const { nrpe, commands, notes } = await readNrpeConfig(nrpeConfig);
  const settings: AgentSettings = {
    ...own,
    commands: new Map([...commands, ...(own?.commands ?? [])]),
    nrpe: own?.nrpe ?? { ...nrpe, tls: tlsAsked(nrpe.tls, tls) },
  };
  return { settings, notes };
}

function tlsAsked(read: NrpeSettings['tls'], asked: string | undefined): NrpeSettings['tls'] {
  if (asked === 'off' || read === 'off') return 'off';
  return asked === undefined ? read : { ...read, anonymous: true, minVersion: 'TLSv1' };
}
