import { Type } from 'typebox';
import { Instant, Line, OrNull } from './fields.ts';

/** A passive result as the API reads it; the codes are Nagios's. */
export const passiveResultSchema = Type.Object(
  {
    host: Line('The host, as the inventory and Nagios call it.', 255),
    service: Type.Optional(OrNull(Line('The service; left out for the host itself.', 255))),
    code: Type.Integer({
      minimum: 0,
      maximum: 3,
      expected: 'from 0 to 3',
      description:
        'Of a service 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; of a host 0 UP, 1 DOWN, 2 UNREACHABLE.',
    }),
    output: Type.String({
      maxLength: 65_536,
      expected: 'a text of at most 65536 characters',
      description: 'The whole output: status line, `|` and perfdata, further lines.',
    }),
    at: Type.Optional(Instant('When the check was run; now if left out.')),
  },
  { additionalProperties: false, description: 'One result of a check that somebody else ran.' },
);
