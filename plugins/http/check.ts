import { type Definition, definePlugin, type Plugin } from '../check/plugin.ts';
import { assessPage } from './assess.ts';
import { curlSummary } from './curl-error.ts';
import { type HttpOptions, httpOptions } from './options.ts';
import type { Dialect, Plan } from './plan.ts';
import { samplePage } from './sample.ts';
import type { Sample } from './sampled.ts';
import { settlePlan } from './settle.ts';

/** What is told of the check under one of its names. */
export interface HttpManual
  extends Pick<
    Definition<HttpOptions, Plan, Sample>,
    'summary' | 'synopsis' | 'examples' | 'differences'
  > {
  readonly name: Dialect;
}

/** The check of a web page under the name that its manual has. */
export function httpCheck(manual: HttpManual): Plugin {
  return definePlugin<HttpOptions, Plan, Sample>({
    ...manual,
    perfdata: [
      { label: 'time', says: 'Seconds that the page took.' },
      { label: 'size', says: 'Bytes of the answer.' },
      {
        label: 'time_connect, time_ssl, time_headers, time_firstbyte, time_transfer',
        says: 'With -E: seconds of each phase.',
      },
      { label: 'certificate_days', says: 'With -C: days until the certificate expires.' },
    ],
    options: httpOptions(manual.name),
    referenceLacks: ['timeout-result'],
    settle: (given) => settlePlan(manual.name, given),
    sample: samplePage,
    assess: assessPage,
    timeLimit: ({ timeoutSeconds }) => timeoutSeconds,
    timedOut: (seconds, status, plan) => ({ status, summary: timeOutLine(seconds, status, plan) }),
  });
}

function timeOutLine(seconds: number, status: string, { dialect, place }: Plan): string {
  if (dialect === 'check_http') return `${status} - Socket timeout after ${seconds} seconds`;
  const text = `Operation timed out after ${seconds * 1000} milliseconds with 0 bytes received`;
  return curlSummary({ code: 28, text }, place);
}
