import type { Answer } from '../host/http/answer.ts';
import type { Plan } from './plan.ts';

/**
 * The size of a page in bytes, its head included: check_http counts what came over the wire, check_curl the body
 * without its chunks, unpacked where it has asked for it to be packed.
 */
export function pageSizeOf(answer: Answer, { dialect, expect, request }: Plan): number {
  const { fields, bodyBytes, headBytes, recording } = answer;
  if (dialect === 'check_http') return recording.bytes;
  if (expect.headOnly) return headBytes;
  const unpacked = request.compressed || /^transfer-encoding\s*:.*chunked/im.test(fields);
  return unpacked ? headBytes + bodyBytes : recording.bytes;
}
