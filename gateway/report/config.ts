import { Type } from 'typebox';
import { FilePath } from '../../plugins/settings/file-path.ts';

/** The name of the key file where the configuration names none. */
export const signingKeyName = 'watchclock-signing.key';

/** What a configuration says of reports. */
export const reportsSchema = Type.Object({
  signing_key: Type.Optional(
    FilePath({
      description:
        'Where the key is kept that signs checkpoints and bundles; made at the first start. Beside the token when left out.',
    }),
  ),
});
