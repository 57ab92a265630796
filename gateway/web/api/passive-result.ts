import { type Static, Type } from 'typebox';
import { splitOutput } from '../../../plugins/wire/plugin-output.ts';
import { stateOf } from '../../return-code.ts';
import type { PassiveResult } from '../../signal.ts';
import type { Complaint } from '../complaint.ts';
import { Instant, instantOf, Line, OrNull } from './fields.ts';

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

/** A passive result as it was read. */
type PassiveResultBody = Static<typeof passiveResultSchema>;

/** What the schema cannot know: a host has three states only. `index` is the result's place in its array. */
export function resultComplaints(
  { service = null, code }: PassiveResultBody,
  index: number,
): readonly Complaint[] {
  if (stateOf(service, code) !== undefined) return [];
  return [{ pointer: `/${index}/code`, detail: `must be from 0 to 2 for a host, not ${code}` }];
}

/** The signal that a result is; `now` (epoch milliseconds) is when it was run if it does not say. */
export function toSignal(body: PassiveResultBody, now: number): PassiveResult {
  const { host, service = null, code, output, at } = body;
  return {
    kind: 'result',
    source: 'http',
    host,
    service,
    state: stateOf(service, code) ?? 'UNKNOWN',
    ...splitOutput(output),
    at: at === undefined ? now : instantOf(at),
    // A repeat changes nothing: the same state is no news, and one that was overtaken is late.
    keys: [],
  };
}
