import {
  type Decoded,
  escapeOutput,
  type PassiveCheck,
  passiveCheckProblem,
  unescapeOutput,
} from './passive-check.ts';

/** The external command of Nagios Core for a passive result, `[TIME] PROCESS_…;…`, without a newline. */
export function formatPassiveCommand({ host, service, code, output, at }: PassiveCheck): string {
  const [name, fields] =
    service === null
      ? ['PROCESS_HOST_CHECK_RESULT', [host]]
      : ['PROCESS_SERVICE_CHECK_RESULT', [host, service]];
  const time = Math.floor(at / 1000);
  return `[${time}] ${[name, ...fields, code, escapeOutput(output)].join(';')}`;
}

/** Reads such a line. Any other command is wrong here. */
export function parsePassiveCommand(line: string): Decoded<PassiveCheck> {
  const [, time, name, rest] =
    /^\[(\d{1,12})\] (PROCESS_HOST_CHECK_RESULT|PROCESS_SERVICE_CHECK_RESULT);(.*)$/s.exec(line) ??
    [];
  if (time === undefined || rest === undefined) {
    return { kind: 'wrong', why: `no passive result: ${JSON.stringify(line.slice(0, 80))}` };
  }
  const isHost = name === 'PROCESS_HOST_CHECK_RESULT';
  const [host = '', ...others] = rest.split(';');
  const service = isHost ? null : (others.shift() ?? '');
  const [code = '', ...output] = others;
  const value: PassiveCheck = {
    host,
    service,
    code: /^-?\d{1,9}$/.test(code) ? Number(code) : Number.NaN,
    output: unescapeOutput(output.join(';')),
    at: Number(time) * 1000,
  };
  const why = passiveCheckProblem(value);
  return why === undefined ? { kind: 'value', value } : { kind: 'wrong', why };
}
