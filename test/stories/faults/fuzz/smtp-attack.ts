import { once } from 'node:events';
import { connect } from 'node:net';
import { type Attack, damaged, dice, noise, note, type Tally } from './attack.ts';

/** Connections at once, and the commands of each that ask for what is not given. */
const lanes = 8;
const together = 50;

/** Asks to relay, sends mails of strangers and of nobody, and nonsense. */
export function smtpAttack(port: number): Attack {
  return async (count) => {
    const tally: Tally = new Map();
    const roll = dice(17);
    let sent = 0;
    const lane = async () => {
      while (sent < count) {
        sent += together;
        const relayed = Array.from({ length: together - 2 }, () => roll(1e9));
        note(tally, 'not allowed', relayed.length);
        const commands = [
          'EHLO tests.example',
          'MAIL FROM:<ida@a.example>',
          ...relayed.map((number) => `RCPT TO:<victim-${number}@elsewhere.example>`),
        ];
        const say = await open(port);
        await say(Buffer.from(`${commands.join('\r\n')}\r\n`), commands.length);
        if (roll(2) === 0) {
          note(tally, 'not allowed');
          await say(Buffer.from('RCPT TO:<support@support.example>\r\nDATA\r\n'), 2);
          // Behind this nothing can be said any more: a mail may lack its end.
          await say(Buffer.from(`${mail}\r\n.\r\n`), 1);
        }
        await say(roll(2) === 0 ? noise(roll(3_000), roll) : damaged(nonsense, roll), 'end');
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return tally;
  };
}

const mail =
  'From: Mallory <mallory@elsewhere.example>\r\nSubject: forged\r\n\r\nnot to be believed';
const nonsense = Buffer.from(
  'DATA\r\nFrom: ida@a.example\r\n\r\nforged\r\n.\r\nVRFY root\r\nQUIT\r\n',
);

/** Opens a conversation; each call says something and waits for as many replies, or for the end. */
async function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  let replies = 0;
  let look = () => {};
  socket.on('data', (piece: Buffer) => {
    replies += String(piece).match(/^\d{3} /gm)?.length ?? 0;
    look();
  });
  socket.once('close', () => look());
  const wait = async (wanted: number) => {
    await new Promise<void>((resolve) => {
      look = () => {
        if (replies >= wanted || socket.closed) resolve();
      };
      look();
    });
    if (replies < wanted) throw new Error(`closed after ${replies} of ${wanted} replies`);
    replies = 0;
  };
  await wait(1);
  return async (bytes: Buffer, answers: number | 'end') => {
    if (answers !== 'end') {
      socket.write(bytes);
      return wait(answers);
    }
    socket.end(bytes);
    if (!socket.closed) await once(socket, 'close');
  };
}
