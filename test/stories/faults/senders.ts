import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { placeKey } from '../../../gateway/incident/carried.ts';
import { post } from '../../gateway/web/call.ts';
import { sendNsca } from '../../peers/send-nsca.ts';
import { type FaultyPlace, password } from './place.ts';

/** What a service is to say next: one of Nagios's codes. */
export interface Word {
  readonly service: string;
  readonly code: 0 | 1 | 2;
}

/** Says something of customer-a's host app-1 and comes back when it is safe; whatever goes wrong, it tries again. */
export type Sender = (words: readonly Word[]) => Promise<void>;

/** Results over the gateway's own interface, which answers when they are durable. */
export function httpSender(place: FaultyPlace): Sender {
  return async (words) => {
    const at = new Date().toISOString();
    const results = words.map((word) => ({ host: 'app-1', ...word, output: said(word), at }));
    await untilSafe(async () => {
      const { status } = await post(place.gateway(), '/api/v1/results', results);
      return status === 200;
    });
  };
}

/** A batch of NRDP, which answers when it is durable. */
export function nrdpSender(place: FaultyPlace): Sender {
  return async (words) => {
    const time = String(Math.floor(Date.now() / 1000));
    const checkresults = words.map((word) => ({
      checkresult: { type: 'service', checktype: '1' },
      ...{ hostname: 'app-1', servicename: word.service, state: String(word.code) },
      ...{ output: said(word), time },
    }));
    const fields = {
      cmd: 'submitcheck',
      token: password,
      JSONDATA: JSON.stringify({ checkresults }),
    };
    await untilSafe(async () => {
      const url = `${place.gateway().url}/nrdp/`;
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      const { result } = (await answer.json()) as { readonly result: { readonly status: number } };
      return result.status === 0;
    });
  };
}

/** The real send_nsca, to which nothing is acknowledged: like every sender, it says again what was not heard. */
export function nscaSender(place: FaultyPlace, program: string): Sender {
  return async (words) => {
    const lines = words.map((word) => `app-1\t${word.service}\t${word.code}\t${said(word)}`);
    await untilSafe(async () => {
      const target = { port: place.nscaPort(), method: 'rijndael-128', password, lines } as const;
      await sendNsca(program, target);
      for (let look = 0; look < 10; look++) {
        if (await isHeard(place, words)) return true;
        await sleep(100);
      }
      return false;
    });
  };
}

/** The real `watchclock notify`, which is safe when it ends: the notification waits in its spool then. */
export function notifySender(place: FaultyPlace): Sender {
  let number = 0;
  const notify = async (word: Word) => {
    const { url, tokenFile } = place.gateway();
    const macros = {
      HOSTNAME: 'app-1',
      SERVICEDESC: word.service,
      NOTIFICATIONTYPE: word.code === 0 ? 'RECOVERY' : 'PROBLEM',
      SERVICESTATE: states[word.code],
      SERVICEOUTPUT: said(word),
      SERVICENOTIFICATIONID: String(++number),
    };
    const given = Object.entries(macros).flatMap(([key, value]) => ['--macro', `${key}=${value}`]);
    const where = ['--gateway', url, '--token-file', tokenFile, '--spool', spoolIn(place)];
    await promisify(execFile)(place.program, ['notify', '--site', 'main', ...where, ...given]);
  };
  return async (words) => {
    await Promise.all(words.map(notify));
  };
}

/** Where the notifications of a place wait. */
export function spoolIn({ folder }: FaultyPlace): string {
  return join(folder, 'spool');
}

const states = { 0: 'OK', 1: 'WARNING', 2: 'CRITICAL' } as const;

function said({ code }: Word): string {
  return `${states[code]} - so it is`;
}

async function untilSafe(send: () => Promise<boolean>): Promise<void> {
  while (!(await send().catch(() => false))) await sleep(50);
}

async function isHeard(place: FaultyPlace, words: readonly Word[]): Promise<boolean> {
  const where = words.map(({ service }) => ({ customer: 'customer-a', host: 'app-1', service }));
  const heard = await place.withStore((store) => store.watched(where));
  const known = new Map(heard.map((state) => [placeKey(state), state.state]));
  return words.every(({ code }, index) => {
    const each = where[index];
    return each !== undefined && known.get(placeKey(each)) === states[code];
  });
}
