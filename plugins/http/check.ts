import { type Definition, definePlugin, type Plugin } from '../check/plugin.ts';
import { assessPage } from './assess.ts';
import { curlSummary } from './curl-error.ts';
import { type HttpOptions, httpOptions } from './options.ts';
import type { Dialect, Plan } from './plan.ts';
import { curlTimeOut, noProgress, type Progress } from './progress.ts';
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
  return definePlugin<HttpOptions, Plan, Sample, Progress>({
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
    begin: noProgress,
    sample: samplePage,
    assess: assessPage,
    timeLimit: ({ timeoutSeconds }) => timeoutSeconds,
    timedOut: (seconds, status, plan, progress) => ({
      status,
      summary: timeOutLine({ seconds, status, progress }, plan),
    }),
  });
}

interface TimeOut {
  readonly seconds: number;
  readonly status: string;
  readonly progress: Progress;
}

function timeOutLine({ seconds, status, progress }: TimeOut, { dialect, place }: Plan): string {
  if (dialect === 'check_http') return `${status} - Socket timeout after ${seconds} seconds`;
  return curlSummary({ code: 28, text: curlTimeOut(seconds, progress) }, place);
}
