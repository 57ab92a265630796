import type { TUnsafe } from 'typebox';
import { CustomText } from './custom.ts';

/** Where something listens, or is reached. Port 0 lets the system choose. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * An address to listen on: `127.0.0.1:8480`, `[::1]:8480`, `localhost:8480`; a port alone (`8480`, `:8480`) is on the loopback,
 * so that opening a service to the network is always written out (`0.0.0.0:8480`).
 */
export function ListenAddress(
  schema: { readonly description?: string; readonly default?: string } = {},
): TUnsafe<Address> {
  return CustomText(schema, 'an address such as 127.0.0.1:8480 or [::1]:8480', parseAddress);
}

/** The address that a text names, or undefined when it names none. */
export function parseAddress(text: string): Address | undefined {
  const [, bracketed, plain, digits] =
    /^(?:(?:\[([\da-fA-F:.]+)\]|([\w.-]+))?:)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) return undefined;
  return { host: bracketed ?? plain ?? '127.0.0.1', port };
}

/** The text of an address, as `parseAddress` reads it. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a host is this machine as only itself reaches it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
