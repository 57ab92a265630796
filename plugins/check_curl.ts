import { httpCheck } from './http/check.ts';
import { curlDifferences } from './http/differences.ts';

/** `check_curl`: check_http under its other name, in the words of the reference's check_curl. */
export const plugin = httpCheck({
  name: 'check_curl',
  summary: 'Is check_http under its other name: watches a page of a web server.',
  synopsis: [
    '{-H NAME, -I ADDRESS} [-u PATH] [-p PORT] [-S] [-D] [-w RANGE] [-c RANGE] [-e TEXT] [-s TEXT]',
    '{-H NAME, -I ADDRESS} -C DAYS[,DAYS] [-p PORT]',
  ],
  examples: [
    {
      line: '-H www.example -S -D -w 5 -c 10',
      says: 'The start page over TLS, with a certificate that is trusted and made out to the host',
    },
  ],
  differences: curlDifferences,
});
