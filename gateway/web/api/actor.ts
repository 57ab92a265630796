import { type Static, Type } from 'typebox';
import { actorOf, type Viewer } from '../../access/viewer.ts';
import { type Actor, personal, textOf } from '../../incident-event.ts';
import { WrongRequestError } from '../complaint.ts';
import { Line } from './fields.ts';

/** Who acts, as far as the caller says. */
export const actorSchema = Type.Object(
  {
    kind: Type.Enum(['engineer', 'customer']),
    name: Line('Who it is.'),
  },
  {
    additionalProperties: false,
    description:
      'Who acts; whoever calls if left out. Only the gateway’s own token may name somebody else.',
  },
);

/** The actor of a call: whoever calls, or whom the holder of the gateway's own token names. */
export function actorOfCall(given: Static<typeof actorSchema> | undefined, viewer: Viewer): Actor {
  const own = actorOf(viewer);
  if (given === undefined || viewer.kind === 'installation') {
    return given === undefined ? own : { kind: given.kind, name: personal(given.name) };
  }
  if ('name' in own && given.kind === own.kind && given.name === textOf(own.name)) return own;
  const detail = `this token acts for ${viewer.name} only, not for ${JSON.stringify(given.name)}`;
  throw new WrongRequestError(403, 'body', [{ pointer: '/actor', detail }]);
}
