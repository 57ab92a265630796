import type { Agents, NagiosSite } from '../inventory/model.ts';

/** The command that asks an agent, up to the host: check_nrpe with the certificates that both sides show. */
export function askAgent({ check_nrpe }: NagiosSite, { tls }: Agents): readonly string[] {
  if (tls === 'off') return [check_nrpe, '-n'];
  return [check_nrpe, '-A', tls.server.ca, '-C', tls.server.cert, '-K', tls.server.key];
}
