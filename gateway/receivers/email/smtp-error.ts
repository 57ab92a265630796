/** Why a command of SMTP is refused: a reply code of RFC 5321 and a text that begins with one of RFC 3463. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError';
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text.replaceAll(/[^\x20-\x7e]/g, '?'));
    this.responseCode = responseCode;
  }
}
