import { Type } from 'typebox';
import { shiftsOf } from '../../directory/duty.ts';
import { rotasFor } from '../../directory/rotas.ts';
import { viewerOf } from '../gate.ts';
import type { SchemaServer } from '../schemas.ts';
import { Instant, OrNull, written } from './fields.ts';
import { answers } from './openapi.ts';
import type { ApiParts } from './parts.ts';

const day = 86_400_000;

/** `GET /api/v1/duty`: who is on duty, and who comes next */
export function mountDuty(server: SchemaServer, { inventory, now }: ApiParts): void {
  server.get('/api/v1/duty', { schema }, async (request) => {
    const from = now();
    const rotas = rotasFor(inventory(), viewerOf(request));
    return {
      rotas: rotas.map(({ key, name, duty }) => ({
        ...{ key, name, zone: duty.zone },
        shifts: shiftsOf(duty, from, from + request.query.days * day).map(
          ({ start, end, person, because }) => ({
            ...{ start: written(start), end: written(end), person: person.name },
            standsIn: because ?? null,
          }),
        ),
      })),
    };
  });
}

const shiftSchema = Type.Object({
  start: Instant('When it begins.'),
  end: Instant('When the next one takes over.'),
  person: Type.String(),
  standsIn: OrNull(
    Type.String({
      description: 'Why it is somebody else than the rota says; null where it is not.',
    }),
  ),
});

const schema = {
  summary: 'The rotas with their shifts, the one that lasts first',
  querystring: Type.Object(
    { days: Type.Integer({ minimum: 1, maximum: 366, default: 14, expected: '1 to 366' }) },
    { additionalProperties: false },
  ),
  response: answers(
    {
      200: Type.Object(
        {
          rotas: Type.Array(
            Type.Object({
              key: Type.String({ description: 'Its calendar stands at /duty/KEY.ics.' }),
              name: Type.String(),
              zone: Type.String(),
              shifts: Type.Array(shiftSchema),
            }),
          ),
        },
        { description: 'The rotas.' },
      ),
    },
    ...[400, 401],
  ),
};
