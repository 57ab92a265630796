import { createConnection } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { askNrpe } from '../plugins/agent/nrpe/ask.ts';

/** Whom a light client asks, and how: `off` without encryption, or with these options of Node's. */
export interface Asked {
  readonly port: number;
  readonly tls: ConnectionOptions | 'off';
}

/** Asks one command again and again, each over a connection of its own, eight at once; gives how often in `seconds`. */
export async function askMany({ port, tls }: Asked, command: string, seconds: number) {
  const end = performance.now() + seconds * 1000;
  let asked = 0;
  const line = async () => {
    while (performance.now() < end) {
      const text = await askNrpe(
        tls === 'off'
          ? createConnection({ host: '127.0.0.1', port })
          : connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...tls }),
        command,
        2,
      );
      if (!/^(LOAD )?OK/.test(text)) throw new Error(`the answer to ${command}: "${text}"`);
      asked += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
  return asked;
}
