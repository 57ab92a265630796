import { setTimeout as sleep } from 'node:timers/promises';
import { serveMetrics } from '../metrics/serve.ts';
import { pauseChecks } from './checks-pause.ts';
import { type Connection, keepConnected } from './connection.ts';
import { gatherCrew } from './crew.ts';
import type { WorkerOptions } from './options.ts';
import { programCommand } from './program.ts';
import { decodeJob } from './protocol.ts';
import { newTally } from './tally.ts';

/** What the holder tells the foreman: it registered; Core may have jobs that nobody has. */
export type HolderMessage = 'registered';

/** What the foreman tells the holder: answer what is left, then end. Losing the foreman means the same. */
export type ForemanMessage = 'drain';

/**
 * Holds the connections to Core and hands on what comes: it runs nothing itself. Ends when the foreman says so or is
 * gone, once all is answered or the time for that is over.
 */
export async function hold(options: WorkerOptions, io: NodeJS.Process): Promise<number> {
  const report = (sentence: string) => io.stderr.write(`watchclock worker: ${sentence}\n`);
  const command = programCommand(io, ['worker', ...options.args, '--role', 'executor']);
  const tally = newTally();
  const crew = gatherCrew({ size: options.executors, command, report, tally });
  const plugins = options.plugins.length > 0 ? options.plugins : [undefined];
  const connections = plugins.map((plugin) => connectionFor(plugin));
  const figures = () =>
    tally.metrics({
      running: crew.busy(),
      connections: connections.filter((each) => each.isUp()).length,
    });
  if (options.metrics) {
    serveMetrics(options.metrics, figures).then(
      ({ address }) => report(`metrics at http://${address}/metrics`),
      (error: Error) => report(`no metrics: ${error.message}`),
    );
  }
  io.on('SIGTERM', () => undefined); // the foreman says when to end
  io.on('SIGINT', () => undefined);
  const orphaned = (await farewell(io)) === 'foreman lost';
  const resume = orphaned ? await pauseChecks(options.querySocket) : undefined;
  await idle(crew.busy, options.drainSeconds * 1000);
  crew.dismiss();
  await sleep(20); // what was just answered is still to be written
  await Promise.race([Promise.all(connections.map((each) => each.close())), sleep(2000)]);
  await resume?.();
  return 0;

  function connectionFor(plugin: string | undefined): Connection {
    let mine = new Set<number>();
    let failing = false;
    const label = plugin === undefined ? options.name : `${options.name} for ${plugin}`;
    const connection = keepConnected({
      querySocket: options.querySocket,
      name: options.name,
      ...(plugin !== undefined && { plugin }),
      message(bytes) {
        const job = decodeJob(bytes);
        if (job === undefined) return void report(`${label}: Core sent what is no job`);
        const own = mine;
        const number = crew.give({
          job,
          bytes,
          answer: (answer) => {
            if (own.delete(number)) connection.send(answer);
          },
        });
        own.add(number);
      },
      up() {
        report(`${label}: registered at ${options.querySocket}`);
        failing = false;
        // With a callback, a foreman that has just gone is no error.
        io.send?.('registered' satisfies HolderMessage, undefined, undefined, () => undefined);
      },
      down(why) {
        const lost = mine;
        tally.lost(lost.size);
        mine = new Set();
        const jobs = lost.size > 0 ? ` (${lost.size} jobs lost)` : '';
        if (!failing) report(`${label}: not registered: ${why}${jobs}; tries until it is`);
        failing = true;
        const numbers = [...lost];
        lost.clear();
        for (const number of numbers) crew.takeBack(number);
      },
    });
    return connection;
  }
}

function farewell(io: NodeJS.Process): Promise<ForemanMessage | 'foreman lost'> {
  return new Promise((resolve) => {
    io.on('message', resolve);
    io.on('disconnect', () => resolve('foreman lost'));
    if (!io.connected) resolve('foreman lost');
  });
}

/** Resolves when nothing is at work, and nothing came for a moment, or after `atMost` milliseconds. */
async function idle(busy: () => number, atMost: number): Promise<void> {
  const end = Date.now() + atMost;
  for (let quiet = 0; quiet < 3 && Date.now() < end; quiet = busy() === 0 ? quiet + 1 : 0) {
    await sleep(20);
  }
}
