import { type Board, openBoard } from '../board/board.ts';
import { type IncidentReader, incidentReader } from '../incident/incident-reader.ts';
import { createIntake, type Intake } from '../intake.ts';
import { type Sending, startSending } from '../outbox/sending.ts';
import { type Sampling, startSampling } from '../results/sampling.ts';
import { incidentEventBody } from '../web/api/incident-body.ts';
import type { Ground } from './ground.ts';
import { followWindows } from './windows.ts';

/** The straight line from a signal to what is sent because of it. */
export interface Line {
  readonly intake: Intake;
  readonly reader: IncidentReader;
  readonly board: Board;
  readonly sending: Sending;
  readonly sampling: Pick<Sampling, 'see'>;
}

/** Starts what decides, shows and sends; disposing stops it in reverse, so that what was taken in is still decided. */
export async function startLine(ground: Ground): Promise<Line & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  const { store, current, metrics, news, now, away, unless } = ground;
  const { directory, inventory, periods } = current;
  const reader = incidentReader(store);
  const board = openBoard({ store, reader, now, failed: unless('the board cannot be renewed') });
  parts.defer(board.stop);
  const sending = await startSending({
    ...{ ...ground, reader, inventory, periods, settings: current.settings },
    describe: incidentEventBody,
  });
  parts.defer(sending.stop);
  await followWindows(ground, sending);
  const failed = unless('samples of results wait to be written');
  const sampling = startSampling({ history: store.results, directory, failed });
  parts.defer(sampling.stop);
  const intake = createIntake({
    ...{ store, directory, periods, now, away, messages: sending.messages },
    committed: (batch, requests) => news.emit('committed', batch, requests),
    conflicted: metrics.conflicted,
  });
  parts.defer(intake.stop);
  metrics.gauge('watchclock_intake_waiting', 'Requests that wait to be decided.', intake.waiting);
  news.on('committed', (batch, requests) => {
    metrics.committed(batch);
    sampling.note(requests);
    if (batch.incidents.length + batch.messages.length > 0) sending.look();
    if (batch.incidents.length > 0) board.look();
  });
  news.on('back', sending.look);
  const running = parts.move();
  return {
    ...{ intake, reader, board, sending, sampling },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
