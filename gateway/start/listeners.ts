import { formatAddress } from '../../plugins/settings/listen-address.ts';
import type { Doors } from '../door/doors.ts';
import type { Listener } from '../door/listener.ts';
import { startReceivers } from '../receivers/registry.ts';
import type { Ground } from './ground.ts';

/** What listens, to be closed all at once: each may take its time to let those go who are connected. */
export interface Listeners extends AsyncDisposable {
  readonly add: (close: Listener['close']) => void;
}

/** Starts every receiver that has an address of its own. */
export async function startListeners({ current, log }: Ground, doors: Doors): Promise<Listeners> {
  const open: Listener['close'][] = [];
  const close = async () => {
    await Promise.all(open.map((each) => each()));
  };
  await using parts = new AsyncDisposableStack();
  parts.defer(close);
  const { settings, inventory } = current;
  for await (const { door, listener } of startReceivers({
    settings,
    doors,
    inventory,
  })) {
    open.push(listener.close);
    log.info({ door, address: formatAddress(listener.address) }, 'door open');
  }
  parts.move();
  return { add: (each) => void open.push(each), [Symbol.asyncDispose]: close };
}
