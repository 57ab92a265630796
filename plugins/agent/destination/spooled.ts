import type { PassiveCheck } from '../../wire/passive-check.ts';

/** A result as it waits in a spool: the JSON of the gateway's `POST /api/v1/results`. */
export function toSpooled({ at, service, ...rest }: PassiveCheck): string {
  const time = new Date(at).toISOString();
  return JSON.stringify({ ...rest, ...(service !== null && { service }), at: time });
}

/** The result that waits. Only for what `toSpooled` made. */
export function fromSpooled(text: string): PassiveCheck {
  const {
    service = null,
    at,
    ...rest
  } = JSON.parse(text) as Omit<PassiveCheck, 'at' | 'service'> & {
    readonly service?: string;
    readonly at: string;
  };
  return { ...rest, service, at: Date.parse(at) };
}
