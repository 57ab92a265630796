import { glob } from '../../../plugins/settings/glob.ts';
import { domainOf } from '../../mail/mail-thread.ts';
import type { SmtpConfig } from './config.ts';

/** What else of the configuration says how we are called. */
export interface OwnNames {
  /** `mail.from`: the address that our mails come from. */
  readonly from: string | undefined;
  /** `http.base_url` */
  readonly baseUrl: string | undefined;
}

/** Whose mail is taken, and the domain of what we send. */
export interface Recipients {
  readonly isOurs: (address: string) => boolean;
  readonly domain: string;
}

/** The addresses that mail is taken for; with nothing configured every one, since none is passed on to anybody else. */
export function recipientsOf({ recipients }: SmtpConfig, { from, baseUrl }: OwnNames): Recipients {
  const own = from === undefined ? undefined : (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from);
  const host = baseUrl === undefined ? undefined : new URL(baseUrl).hostname;
  const usual = own ?? (host === undefined ? '*' : `*@${host}`);
  const patterns = (recipients ?? [{ pattern: usual }]).map(({ pattern }) =>
    glob(pattern.trim().toLowerCase()),
  );
  const named = patterns.map(({ pattern }) => domainOf(pattern)).find((name) => !/[*?]/.test(name));
  return {
    isOurs: (address) => patterns.some((pattern) => pattern.matches(address.toLowerCase())),
    domain: (own && domainOf(own)) || named || (host ?? ''),
  };
}
