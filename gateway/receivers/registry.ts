import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { GatewayConfig } from '../config.ts';
import { correspondentOf } from '../directory/correspondents.ts';
import type { Doors } from '../door/doors.ts';
import type { Mount } from '../door/http-door.ts';
import type { Listener } from '../door/listener.ts';
import { alertmanagerReceiver } from './alertmanager/receiver.ts';
import { startEmail } from './email/receiver.ts';
import { recipientsOf } from './email/recipients.ts';
import { nagiosReceiver } from './nagios/receiver.ts';
import { nrdpReceiver } from './nrdp/receiver.ts';
import type { NscaConfig } from './nsca/config.ts';
import { startNsca } from './nsca/receiver.ts';
import { startNscaNg } from './nsca-ng/receiver.ts';

/** What receivers are started with. */
export interface ReceiverParts {
  /** Those in force; where receivers listen is read once. */
  readonly settings: () => GatewayConfig['settings'];
  readonly doors: Doors;
  readonly inventory: () => Inventory;
}

/** Starts every configured receiver that listens on an address of its own, one after the other. */
export async function* startReceivers({
  settings,
  doors,
  inventory,
}: ReceiverParts): AsyncGenerator<{ readonly door: string; readonly listener: Listener }> {
  const { nsca = [], nsca_ng, smtp, mail, http } = settings();
  for (const config of nsca) {
    const configured = () => atSameAddress(settings().nsca, config);
    yield { door: 'nsca', listener: await startNsca(configured, doors.door('nsca')) };
  }
  if (nsca_ng !== undefined) {
    yield {
      door: 'nsca-ng',
      listener: await startNscaNg(() => settings().nsca_ng ?? nsca_ng, doors.door('nsca-ng')),
    };
  }
  if (smtp !== undefined) {
    const listener = await startEmail(smtp, {
      door: doors.door('e-mail'),
      deliver: (mail) => doors.counted('e-mail').submit({ kind: 'mail', mail }),
      correspondentOf: (address) => correspondentOf(inventory(), address),
      ...recipientsOf(smtp, { from: mail?.from, baseUrl: http?.base_url }),
    });
    yield { door: 'e-mail', listener };
  }
}

/** Every configured receiver that speaks HTTP, to be mounted on the gateway's server. */
export function mountedReceivers({
  settings,
  doors,
}: Pick<ReceiverParts, 'settings' | 'doors'>): readonly Mount[] {
  const { alertmanager, nrdp } = settings();
  const deliver = doors.signals('alertmanager');
  return [
    nagiosReceiver({
      ...doors.door('nagios'),
      deliver: doors.signals('nagios'),
      caught: doors.caught,
    }),
    alertmanager &&
      alertmanagerReceiver(() => settings().alertmanager ?? alertmanager, {
        door: doors.door('alertmanager'),
        deliver,
      }),
    nrdp && nrdpReceiver(() => settings().nrdp?.tokens ?? [], doors.door('nrdp')),
  ].filter((mount) => mount !== undefined);
}

/** What the list says by now of the one that listens where another does; that one itself if it is gone, until the next start. */
function atSameAddress(list: readonly NscaConfig[] | undefined, started: NscaConfig): NscaConfig {
  const { host, port } = started.listen;
  const same = list?.find(({ listen }) => listen.host === host && listen.port === port);
  return same ?? started;
}
