/** One thing that is wrong with what was sent: a JSON pointer to the place, and a sentence that shows the value. */
export interface Complaint {
  readonly pointer: string;
  readonly detail: string;
}

/** The most complaints that one answer lists. */
const most = 20;

/** What was sent cannot be taken; every complaint names its place in `part`, such as the body. */
export class WrongRequestError extends Error {
  override readonly name = 'WrongRequestError';
  readonly statusCode: 400 | 403 | 422;
  readonly complaints: readonly Complaint[];

  constructor(statusCode: 400 | 403 | 422, part: string, complaints: readonly Complaint[]) {
    super(summary(part, complaints));
    this.statusCode = statusCode;
    this.complaints = complaints.slice(0, most);
  }
}

/** Refuses a body about which there is something to complain. */
export function refuseIf(
  complaints: readonly Complaint[],
  statusCode: 400 | 403 | 422 = 422,
): void {
  if (complaints.length > 0) throw new WrongRequestError(statusCode, 'body', complaints);
}

function summary(part: string, [first, ...others]: readonly Complaint[]): string {
  if (first === undefined) return `the ${part} is wrong`;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${part} ${first.pointer}: ${first.detail}${more}`.replace(' :', ':');
}
