import type { AlertState } from './signal.ts';

const serviceStates: readonly AlertState[] = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'];
const hostStates: readonly AlertState[] = ['UP', 'DOWN', 'UNREACHABLE'];

/** The state that a return code means, of a service or (with null) of a host; undefined for a code that is out of range. */
export function stateOf(service: string | null, code: number): AlertState | undefined {
  return (service === null ? hostStates : serviceStates)[code];
}
