import { type Static, Type } from 'typebox';
import { type Actor, personal } from '../../incident-event.ts';
import { Line } from './fields.ts';

/** Who acts, as far as the caller says. */
export const actorSchema = Type.Object(
  {
    kind: Type.Enum(['engineer', 'customer']),
    name: Line('Who it is.'),
  },
  { additionalProperties: false, description: 'Who acts; whoever holds the token if left out.' },
);

/** The actor that a body names, or whoever holds the token. */
export function actorOf(given: Static<typeof actorSchema> | undefined): Actor {
  const { kind = 'engineer', name = 'holder of the token' } = given ?? {};
  return { kind, name: personal(name) };
}
