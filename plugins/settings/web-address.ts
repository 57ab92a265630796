import type { TUnsafe } from 'typebox';
import { CustomText } from './custom.ts';

/** What a `WebAddress` key may be told: which schemes it takes (`https`), http and https unless named. */
export interface WebAddressOptions {
  readonly description?: string;
  readonly default?: string;
  readonly schemes?: readonly string[];
}

/** An absolute URL of one of the schemes, as its normalised text. */
export function WebAddress(options: WebAddressOptions = {}): TUnsafe<string> {
  const { schemes = ['http', 'https'], ...schema } = options;
  const expected = `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return CustomText({ format: 'uri', ...schema }, expected, (text) => {
    const url = URL.parse(text);
    return url !== null && url.host !== '' && schemes.includes(url.protocol.slice(0, -1))
      ? url.href
      : undefined;
  });
}
