import { Type } from 'typebox';
import type { CatchingUp } from '../../door/catching-up.ts';
import type { Door } from '../../door/door.ts';
import type { Mount } from '../../door/http-door.ts';
import type { Outcome } from '../../intake/outcome.ts';
import type { Notification } from '../../signal.ts';
import { decode } from './decode.ts';
import type { Envelope } from './envelope.ts';

/** What the gateway answers for one envelope: durable, or of no use however often it is sent. */
export type Answer =
  | { readonly id: string; readonly accepted: true }
  | { readonly id: string; readonly refused: string };

const envelope = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  site: Type.String({ minLength: 1, maxLength: 200 }),
  takenAt: Type.Integer({ minimum: 0 }),
  macros: Type.Record(Type.String(), Type.String()),
});
const body = Type.Array(envelope, { maxItems: 1_000 });

/** What the door is given. */
export interface NotificationDoor extends Pick<Door, 'refuse'> {
  readonly deliver: (signal: Notification) => Promise<Outcome>;
  readonly caught: CatchingUp;
}

/**
 * `POST /api/v1/notifications`: an array of envelopes, in order; answers with one `Answer` for each when all that it
 * accepted is durable. Any other answer means that all of them must be sent again.
 */
export function nagiosReceiver({ deliver, caught, refuse }: NotificationDoor): Mount {
  return (server) => {
    server.post<{ Body: readonly Envelope[] }>(
      '/api/v1/notifications',
      { schema: { body }, config: { right: 'deliver notifications', door: 'nagios' } },
      async ({ body }) => {
        const answers = await Promise.all(body.map((each) => receive(each, deliver)));
        for (const answer of answers) if ('refused' in answer) refuse('malformed', answer.refused);
        caught(body.map(({ takenAt }) => takenAt));
        return answers;
      },
    );
  };
}

async function receive(
  envelope: Envelope,
  deliver: (signal: Notification) => Promise<Outcome>,
): Promise<Answer> {
  const { id } = envelope;
  const decoded = decode(envelope);
  if ('problem' in decoded) return { id, refused: decoded.problem };
  const outcome = await deliver(decoded.notification);
  return 'refused' in outcome ? { id, refused: outcome.refused } : { id, accepted: true };
}
