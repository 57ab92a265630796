import { connect, type Socket } from 'node:net';
import { writeGathered } from './gathered.ts';
import { encodeLog, encodeRegistration, messageSplitter } from './protocol.ts';

export interface ConnectionOptions {
  readonly querySocket: string;
  readonly name: string;
  /** The one plugin this connection is for; without it, it takes whatever Core has. */
  readonly plugin?: string;
  /** A message of Core, without its end. */
  readonly message: (bytes: Buffer) => void;
  /** Registered; `send` reaches this very registration, or nobody. */
  readonly up: () => void;
  /** The registration is gone, and Core has forgotten its jobs. */
  readonly down: (why: string) => void;
}

/** One registration with Core, made again whenever it is lost. */
export interface Connection {
  readonly send: (bytes: Buffer) => void;
  readonly isUp: () => boolean;
  /** Ends it for good, after what was sent. */
  readonly close: () => Promise<void>;
}

/** Registers as a worker, and again after each loss. Reads whatever comes, always: a worker that does not read stops Core. */
export function keepConnected(options: ConnectionOptions): Connection {
  let socket = open();
  let registered = false;
  let closing = false;
  let delay = 0;

  function open(): Socket {
    const opened = connect(options.querySocket);
    let why = 'Core closed it';
    let read = greeting;
    opened.on('connect', () => opened.write(encodeRegistration(options.name, options.plugin)));
    opened.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch (error) {
        why = (error as Error).message;
        opened.destroy();
      }
    });
    opened.on('error', (error) => {
      why = error.message;
    });
    opened.on('close', () => lose(why));

    let answered: Buffer = Buffer.alloc(0);
    function greeting(chunk: Buffer): void {
      answered = Buffer.concat([answered, chunk]);
      const end = answered.indexOf(0);
      if (end < 0 && answered.length < longestGreeting) return;
      const text = answered.toString('utf8', 0, Math.max(end, 0));
      if (text !== 'OK') throw new Error(`Core answers the registration with "${text}"`);
      registered = true;
      delay = 0;
      const split = messageSplitter();
      read = (piece) => split(piece).forEach(options.message);
      options.up();
      opened.write(encodeLog('ready'));
      read(answered.subarray(end + 1));
    }
    return opened;
  }

  function lose(why: string): void {
    registered = false;
    if (closing) return;
    options.down(why);
    delay = Math.min(longestDelay, delay * 2 + 50);
    setTimeout(() => {
      if (!closing) socket = open();
    }, delay);
  }

  return {
    send(bytes) {
      if (registered) writeGathered(socket, bytes);
    },
    isUp: () => registered,
    close() {
      closing = true;
      const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      if (socket.closed || socket.pending) socket.destroy();
      else socket.end();
      return socket.closed ? Promise.resolve() : ended;
    },
  };
}

/** Milliseconds. */
const longestDelay = 1000;
const longestGreeting = 4096;
