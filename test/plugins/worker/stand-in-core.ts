import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Answer,
  decodeAnswer,
  encodeJob,
  type Job,
  messageSplitter,
} from '../../../plugins/worker/protocol.ts';
import { until } from '../../until.ts';

/** A query handler that takes every worker and says what no Core would. */
export interface StandInCore {
  readonly querySocket: string;
  /** The connection that registered last. */
  readonly connection: () => Socket | undefined;
  /** Sends bytes to the worker, and waits until its connection can take more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Gives a job and waits for its answer. */
  readonly ask: (job: Pick<Job, 'id' | 'command'> & Partial<Job>) => Promise<Answer>;
  readonly answerTo: (id: number) => Promise<Answer>;
  /** Forgets the answers so far. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** Listens in a folder of its own. */
export async function startCore(): Promise<StandInCore> {
  const dir = mkdtempSync(join(tmpdir(), 'worker-'));
  const querySocket = join(dir, 'socket');
  let connection: Socket | undefined;
  let answers: Answer[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('OK\0');
      connection = socket;
      const split = messageSplitter();
      socket.on('data', (chunk) => {
        const messages = split(chunk as Buffer).map(decodeAnswer);
        answers.push(...messages.filter((answer) => answer !== undefined));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(querySocket, resolve));
  const answerTo = (id: number) =>
    until(`the answer to job ${id}`, () => answers.find((answer) => answer.id === id));
  const write = (bytes: Uint8Array) =>
    new Promise<void>((done) => {
      if (connection === undefined || connection.write(bytes)) done();
      else connection.once('drain', done).once('close', done);
    });
  return {
    querySocket,
    connection: () => connection,
    write,
    ask: async (job) => {
      await write(encodeJob({ type: 0, timeout: 20, ...job }));
      return answerTo(job.id);
    },
    answerTo,
    forget: () => {
      answers = [];
    },
    close: () => {
      connection?.destroy();
      server.close();
      rmSync(dir, { recursive: true });
    },
  };
}
