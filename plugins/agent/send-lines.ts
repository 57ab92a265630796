import { type Decoded, type PassiveCheck, passiveCheckProblem } from '../wire/passive-check.ts';

/**
 * Reads results as send_nsca does: `HOST<TAB>SERVICE<TAB>CODE<TAB>OUTPUT`, or `HOST<TAB>CODE<TAB>OUTPUT` for a host. A
 * record is a line, or ends with the byte 0x17 where there is one, and may then have several lines of output. Each record
 * gives a value or what is wrong with it, by its number.
 */
export function parseSendLines(
  text: string,
  { delimiter = '\t', now }: { readonly delimiter?: string; readonly now: number },
): readonly Decoded<PassiveCheck>[] {
  const records = text.includes('\x17') ? text.split('\x17') : text.split('\n');
  const trimmed = records.map((record) => record.replace(/^[\r\n]+|[\r\n]+$/g, ''));
  return trimmed.flatMap((record, index): readonly Decoded<PassiveCheck>[] => {
    if (record.trim() === '') return [];
    const decoded = parseRecord(record.split(delimiter), delimiter, now);
    if (decoded.kind === 'value') return [decoded];
    return [{ kind: 'wrong', why: `record ${index + 1}: ${decoded.why}` }];
  });
}

function parseRecord(
  fields: readonly string[],
  delimiter: string,
  now: number,
): Decoded<PassiveCheck> {
  const isHost = fields.length === 3;
  if (fields.length < 3) {
    return { kind: 'wrong', why: `has ${fields.length} of at least 3 fields: ${shown(fields[0])}` };
  }
  const [host = '', ...others] = fields;
  const service = isHost ? null : (others.shift() ?? '');
  const [code = '', ...output] = others;
  if (!/^\d$/.test(code.trim())) return { kind: 'wrong', why: `there is no status ${shown(code)}` };
  const value: PassiveCheck = {
    host,
    service,
    code: Number(code),
    output: output.join(delimiter),
    at: now,
  };
  const why = passiveCheckProblem(value);
  return why === undefined ? { kind: 'value', value } : { kind: 'wrong', why };
}

function shown(text = ''): string {
  return JSON.stringify(text.slice(0, 60));
}
