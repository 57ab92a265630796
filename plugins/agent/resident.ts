import { destination, type Logger, pino } from 'pino';
import { tellServiceManager } from '../process/service-manager.ts';
import { spareMemory } from '../process/spare-memory.ts';
import { stopSignal } from '../process/stop-signal.ts';
import { formatAddress } from '../settings/listen-address.ts';
import { type Agent, startAgent } from './agent.ts';
import type { Loaded } from './asked.ts';
import { destinationName } from './destination/destination.ts';
import type { AgentSettings } from './settings.ts';

/**
 * Runs an agent with what `load` reads, until SIGTERM or SIGINT; SIGHUP has it read again, and what was in force stays
 * where that fails. Rejects when it cannot be read at first, or not be started.
 */
export async function runAgent(load: () => Promise<Loaded>, io: NodeJS.Process): Promise<number> {
  const { settings, notes } = await load();
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
  const stopped = stopSignal(io);
  // A library that throws past its promise must not end a process that watches.
  io.on('uncaughtException', (err) => log.error({ err }, 'a check threw past its end'));
  for (const note of notes) log.warn(note);
  const agent = await startAgent(settings, log);
  log.info(facts(agent, settings), 'watching');
  const reload = () => void reloadFrom(load, agent, log);
  io.on('SIGHUP', reload);
  using _small = spareMemory();
  await using manager = await tellServiceManager(io.env, async () => undefined, log);
  log.info({ signal: await stopped }, 'stopping');
  manager.stopping();
  io.off('SIGHUP', reload);
  await agent.stop();
  log.info('stopped');
  return 0;
}

async function reloadFrom(load: () => Promise<Loaded>, agent: Agent, log: Logger): Promise<void> {
  try {
    const { settings, notes } = await load();
    for (const note of notes) log.warn(note);
    await agent.apply(settings);
    log.info(facts(agent, settings), 'the configuration was read again');
  } catch (error) {
    const { message } = error as Error;
    log.error({ reason: message }, 'what was in force stays: it cannot be read again');
  }
}

function facts({ nrpe, metrics }: Agent, { commands, passive }: AgentSettings) {
  return {
    ...(nrpe !== undefined && { listen: formatAddress(nrpe) }),
    ...(metrics !== undefined && { metrics }),
    commands: [...commands.keys()],
    ...(passive !== undefined && {
      services: passive.services.map(({ name }) => name),
      to: destinationName(passive.to),
    }),
  };
}
