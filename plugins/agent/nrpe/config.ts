import type { CommandDefinition } from '../command-definition.ts';
import { parseAllowed } from './allowed.ts';
import { configCommands } from './config-commands.ts';
import { type ConfigLines, readConfigLines } from './config-file.ts';
import { type ConfigReading, positive } from './config-reading.ts';
import { configTls } from './config-tls.ts';
import { type NrpeSettings, usualLimits, usualPayload } from './settings.ts';

/** An nrpe.cfg as the agent takes it. */
export interface NrpeConfig {
  readonly nrpe: NrpeSettings;
  readonly commands: ReadonlyMap<string, CommandDefinition>;
  /** What is not honoured or taken differently, as sentences with their places. */
  readonly notes: readonly string[];
}

/** Reads an nrpe.cfg with all it includes. Rejects when it, or a certificate that it names, cannot be read. */
export async function readNrpeConfig(path: string): Promise<NrpeConfig> {
  const lines = readConfigLines(path);
  const notes = [...lines.notes];
  const reading = readingOf(lines, notes);
  noteUnhonoured(reading);
  if (reading.last('allowed_hosts') === undefined) {
    notes.push(`${path}: there is no allowed_hosts: every address may ask`);
  }
  const commands = await configCommands(reading);
  return { nrpe: settingsOf(reading), commands, notes };
}

function readingOf({ directives }: ConfigLines, notes: string[]): ConfigReading {
  const latest = new Map(directives.map((directive) => [directive.name, directive]));
  return {
    last: (name) => latest.get(name),
    all: directives,
    note: ({ place, name, key }, sentence) => {
      notes.push(`${place}: ${name}${key === undefined ? '' : `[${key}]`}: ${sentence}`);
    },
  };
}

function settingsOf(reading: ConfigReading): NrpeSettings {
  const host = reading.last('server_address')?.value;
  const connection = positive(reading, 'connection_timeout') ?? usualLimits.connection / 1000;
  const command = positive(reading, 'command_timeout') ?? 60;
  return {
    listen: { port: port(reading), ...(host !== undefined && { host }) },
    allowed: allowed(reading),
    tls: configTls(reading),
    // A command that takes all its time can still be answered.
    limits: { ...usualLimits, connection: Math.max(connection, command + 10) * 1000 },
    payloadLimit: usualPayload,
  };
}

function port(reading: ConfigReading): number {
  const directive = reading.last('server_port');
  const value = directive === undefined ? 5666 : Number(directive.value);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new Error(`${directive?.place}: server_port: must be a port, not "${directive?.value}"`);
}

function allowed(reading: ConfigReading): NrpeSettings['allowed'] {
  const directive = reading.last('allowed_hosts');
  const entries = directive?.value.split(/[\s,]+/).filter((entry) => entry !== '') ?? [];
  if (directive === undefined) return [...everybody].flatMap((text) => parseAllowed(text) ?? []);
  return entries.flatMap((entry) => {
    const parsed = parseAllowed(entry);
    if (parsed === undefined) reading.note(directive, `left out: "${entry}" is no address or name`);
    return parsed ?? [];
  });
}

/** The C daemon lets everybody in where it is not told whom. */
const everybody = ['0.0.0.0/0', '::/0'];

const honoured = [
  'allowed_hosts',
  'command',
  'command_prefix',
  'command_timeout',
  'connection_timeout',
  'dont_blame_nrpe',
  'nasty_metachars',
  'server_address',
  'server_port',
  'ssl_cacert_file',
  'ssl_cert_file',
  'ssl_client_certs',
  'ssl_privatekey_file',
  'ssl_use_adh',
  'ssl_version',
];

/** Why each other directive of NRPE 4.1 is not honoured. */
const unhonoured: Readonly<Record<string, string>> = {
  allow_bash_command_substitution: 'there is no shell here',
  allow_weak_random_seed: 'OpenSSL has a good one',
  debug: 'the log goes to standard error',
  disable_syslog: 'the log goes to standard error',
  keep_env_vars: 'programs get PATH, HOME, LANG and TZ of this process',
  listen_queue_size: 'the system decides',
  log_facility: 'the log goes to standard error',
  log_file: 'the log goes to standard error',
  max_commands: 'connections are limited instead',
  nrpe_group: 'it runs as whoever starts it',
  nrpe_user: 'it runs as whoever starts it',
  pid_file: 'it stays in the foreground and writes none',
  ssl_cipher_list: 'good ciphers are chosen for the TLS versions that are allowed',
  ssl_logging: 'refused connections are logged with the reason',
};

/** What is as asked for when it is switched off. */
const switches = ['allow_bash_command_substitution', 'allow_weak_random_seed', 'debug'];

function noteUnhonoured({ all, note }: ConfigReading): void {
  for (const directive of all) {
    if (honoured.includes(directive.name)) continue;
    if (switches.includes(directive.name) && directive.value === '0') continue;
    const why = unhonoured[directive.name] ?? 'there is no such directive';
    note(directive, `not honoured: ${why}`);
  }
}
