import { Type } from 'typebox';
import { FilePath } from '../../../plugins/settings/file-path.ts';
import { loadSettings } from '../../../plugins/settings/load.ts';
import { WebAddress } from '../../../plugins/settings/web-address.ts';

/** The keys of notify.yaml: they stand for the options of the same names. */
const notifySchema = Type.Object({
  site: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  gateway: Type.Optional(WebAddress()),
  token_file: Type.Optional(FilePath()),
  spool: Type.Optional(FilePath()),
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
});

/** What a configuration file says about notifying; what it leaves out is undefined. Throws a ConfigError. */
export function loadNotifyConfig(path: string) {
  return loadSettings(path, notifySchema);
}
