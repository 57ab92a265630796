import type { AlertState } from '../signal.ts';

const serviceStates: readonly AlertState[] = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'];
const hostStates: readonly AlertState[] = ['UP', 'DOWN', 'UNREACHABLE'];

/** The state that a return code means, of a service or (with null) of a host; undefined for a code that is out of range. */
export function stateOf(service: string | null, code: number): AlertState | undefined {
  return (service === null ? hostStates : serviceStates)[code];
}

/** The return code of a state, of a service or (with null) of a host; 3 for a service's and 1 for a host's that has none. */
export function codeOf(service: string | null, state: AlertState): number {
  const code = (service === null ? hostStates : serviceStates).indexOf(state);
  if (code >= 0) return code;
  return service === null ? 1 : 3;
}
