import { pino } from 'pino';
import type { Mount } from '../../../gateway/door/http-door.ts';
import { createServer } from '../../../gateway/web/server.ts';
import { secret } from '../../../plugins/settings/secret.ts';

/** An HTTP server that holds one door and logs nothing; it does not listen yet. */
export function bareServer(mount: Mount) {
  return createServer({
    mounts: [mount],
    token: secret('another token'),
    notReady: async () => [],
    logger: pino({ level: 'silent' }),
  });
}
