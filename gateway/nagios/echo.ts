import type { Notification } from '../signal.ts';

/** The author of everything that we ask of Nagios. */
export const ownAuthor = 'watchclock';

/** Whether a notification only says what we have told Nagios ourselves: an acknowledgement with our name and tag. */
export function isEcho({ type, author, comment }: Notification): boolean {
  return type === 'ACKNOWLEDGEMENT' && author === ownAuthor && /^\[INC-\d+\] /.test(comment);
}
