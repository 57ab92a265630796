import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** What to send, and in whose name. */
export interface Sending {
  readonly port: number;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly lines: readonly string[];
}

/** Speaks SMTP word by word; answers the reply to each command, the last one that to the mail itself, and stops at the first refusal. */
export async function speakSmtp({
  port,
  from = 'ida@a.example',
  to = ['support@support.example'],
  lines,
}: Sending): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1');
  const replies: string[] = [];
  const read = createInterface(socket)[Symbol.asyncIterator]();
  const reply = async () => {
    for (let line = await read.next(); !line.done; line = await read.next()) {
      if (line.value[3] !== '-') return line.value;
    }
    return '(closed)';
  };
  const commands = [
    'EHLO tests.example',
    `MAIL FROM:<${from}>`,
    ...to.map((address) => `RCPT TO:<${address}>`),
    'DATA',
    [...lines.map((line) => line.replace(/^\./, '..')), '.'].join('\r\n'),
  ];
  replies.push(await reply());
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    replies.push(await reply());
    if (!/^[23]/.test(replies.at(-1) ?? '')) break;
  }
  socket.end('QUIT\r\n');
  await once(socket.resume(), 'close');
  return replies;
}
