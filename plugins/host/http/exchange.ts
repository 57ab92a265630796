import { unlessAborted } from '../unless-aborted.ts';
import type { Answer, Asking } from './answer.ts';
import { nothing } from './body.ts';
import type { Page } from './head.ts';
import type { Line } from './line.ts';
import { plainAnswer } from './plain-answer.ts';
import { keptLimit, type Tap, tap } from './tap.ts';

/**
 * Sends a request over an open line and reads its answer, whatever it is, until it ends. The line is used up.
 * Rejects only when `signal` fires.
 */
export async function exchange(
  { socket }: Line,
  asking: Asking,
  signal: AbortSignal,
): Promise<Answer> {
  const tapped = tap(socket, asking.request);
  asking.follow(tapped.recording);
  try {
    return await unlessAborted(ask(tapped, asking), signal, () => {
      socket.destroy();
    });
  } finally {
    socket.destroy();
  }
}

/** Most answers are plain and cost next to nothing to read; the others go to the client. */
async function ask(tapped: Tap, asking: Asking): Promise<Answer> {
  const page = await plainPage(tapped, asking);
  if (page === undefined) {
    const { askClient } = await import('./ask-client.ts');
    return askClient(tapped, asking);
  }
  const read = asking.headOnly ? nothing : { body: page.body, bodyBytes: page.body.length };
  return { ...page, ...read, flaw: undefined, recording: tapped.recording() };
}

/** The page as soon as it is whole; undefined as soon as it is not plain, or its connection is lost. */
function plainPage(tapped: Tap, { bodiless, headOnly }: Asking): Promise<Page | undefined> {
  const follow = plainAnswer(bodiless || headOnly);
  return new Promise((resolve) => {
    const look = () => {
      const { beginning, bytes } = tapped.recording();
      const progress = follow(beginning, tapped.hasEnded());
      if (progress.kind === 'whole') resolve(progress.page);
      if (progress.kind !== 'odd' && bytes < keptLimit) return;
      tapped.socket.pause();
      resolve(undefined);
    };
    tapped.listen({ data: look, end: look, gone: () => resolve(undefined) });
  });
}
