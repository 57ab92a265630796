import { createSecureContext } from 'node:tls';
import { Type } from 'typebox';
import { Duration } from '../../settings/duration.ts';
import type { Address } from '../../settings/listen-address.ts';
import type { Complain, Settings } from '../../settings/load.ts';
import { PemFile } from '../../settings/pem-file.ts';
import { Size } from '../../settings/size.ts';
import { type AllowedAddress, AllowedAddressText } from './allowed.ts';
import type { NrpeLimits } from './door.ts';
import type { NrpeTls } from './tls.ts';

/** All that the door for NRPE clients is told. */
export interface NrpeSettings {
  /** Without a host, every address of this machine. */
  readonly listen: Partial<Address> & { readonly port: number };
  readonly allowed: readonly AllowedAddress[];
  readonly tls: NrpeTls | 'off';
  readonly limits: NrpeLimits;
  /** The most bytes of text in a query. */
  readonly payloadLimit: number;
}

/** The bounds where none are given. */
export const usualLimits: NrpeLimits = { connections: 200, query: 10_000, connection: 300_000 };

/** The most text in a query where nothing else is said: what the C daemon takes. */
export const usualPayload = 65_536;

/** `allowed` of agent.yaml. */
export const allowedSchema = Type.Array(AllowedAddressText(), { default: ['127.0.0.1', '::1'] });

/** `tls` of agent.yaml. */
export const tlsSchema = Type.Union([
  Type.Literal('off'),
  Type.Object({
    cert: Type.Optional(PemFile('CERTIFICATE')),
    key: Type.Optional(PemFile('PRIVATE KEY')),
    clients: Type.Optional(PemFile('CERTIFICATE')),
    anonymous: Type.Boolean({ default: false }),
    min_version: Type.Enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'], { default: 'TLSv1.2' }),
  }),
]);

/** `limits` of agent.yaml. */
export const limitsSchema = Type.Object({
  connections: Type.Integer({ minimum: 1, maximum: 10_000, default: usualLimits.connections }),
  query: Duration({ default: '10s', atLeast: '100ms', atMost: '10m' }),
  connection: Duration({ default: '5m', atLeast: '1s', atMost: '2h' }),
  payload: Size({ default: '64KiB' }),
});

type TlsFile = Settings<typeof tlsSchema>;

/** What a schema cannot say of `tls`. */
export function checkTls(tls: TlsFile, complain: Complain): void {
  if (tls === 'off') return;
  const { cert, key, clients, anonymous } = tls;
  if (cert !== undefined && key === undefined) complain(['tls'], 'cert needs its key');
  if (cert === undefined && key !== undefined) complain(['tls', 'key'], 'needs its cert');
  if (anonymous && clients !== undefined) {
    complain(
      ['tls', 'anonymous'],
      'would let clients in without the certificate that clients asks for',
    );
  }
  try {
    createSecureContext({ ...identityOf(tls), ...(clients !== undefined && { ca: clients }) });
  } catch (error) {
    complain(['tls'], `cannot be used: ${(error as Error).message}`);
  }
}

/** `tls` of agent.yaml as the door takes it; without it, a certificate is made at the start. */
export function tlsOf(tls: TlsFile | undefined): NrpeTls | 'off' {
  if (tls === 'off') return tls;
  if (tls === undefined) return { anonymous: false, minVersion: 'TLSv1.2' };
  const { clients, anonymous, min_version: minVersion } = tls;
  const identity = identityOf(tls);
  return {
    ...(identity !== undefined && { identity }),
    ...(clients !== undefined && { clients }),
    anonymous,
    minVersion,
  };
}

function identityOf({ cert, key }: Exclude<TlsFile, 'off'>): NrpeTls['identity'] {
  return cert === undefined || key === undefined ? undefined : { cert, key };
}
