import { httpCheck } from './http/check.ts';
import { httpDifferences } from './http/differences.ts';

/** `check_http`: a page of a web server, its time, and the server's certificate. */
export const plugin = httpCheck({
  name: 'check_http',
  summary: 'Watches a page of a web server: its status, content, time and certificate.',
  synopsis: [
    '{-H NAME, -I ADDRESS} [-u PATH] [-p PORT] [-S] [-w RANGE] [-c RANGE] [-e TEXT] [-s TEXT] [-r REGEX]',
    '{-H NAME, -I ADDRESS} -C DAYS[,DAYS] [-p PORT]',
  ],
  examples: [
    {
      line: '-H www.example -S -w 5 -c 10 -f follow',
      says: 'The start page over TLS, within five seconds, wherever it redirects to',
    },
    {
      line: '-H www.example -C 30,14',
      says: 'The certificate: a warning 30 days before its end, critical 14 days before',
    },
    {
      line: '-H app.example -u /status --json state=ready',
      says: 'The status page of an application, which answers 200 also while it still starts',
    },
  ],
  differences: httpDifferences,
});
