import { Type } from 'typebox';
import { CustomText } from '../../plugins/settings/custom.ts';
import { FilePath } from '../../plugins/settings/file-path.ts';
import type { Complain, Settings } from '../../plugins/settings/load.ts';
import type { Recipient } from '../outbox/message.ts';
import { intervals } from './schedule.ts';

/** The name of the key file where the configuration names none. */
export const signingKeyName = 'watchclock-signing.key';

const RecipientText = CustomText<Recipient>(
  { description: 'Whom to send it to.' },
  'an address such as Tina Technical <tina@customer-a.example>',
  (text) => {
    const match = /^(?:([^<>\r\n]+) <([^@\s<>]+@[^@\s<>]+)>|([^@\s<>]+@[^@\s<>]+))$/.exec(text);
    const [, name, named, email = named] = match ?? [];
    return email === undefined ? undefined : { name: name ?? email, email };
  },
);

const reportMailSchema = Type.Object({
  customer: Type.Optional(
    Type.String({ description: 'Its key in the inventory; all customers when left out.' }),
  ),
  every: Type.Enum([...intervals], {
    default: 'month',
    description: 'A mail on the morning after each of these, about the one that has ended.',
  }),
  to: Type.Array(RecipientText, { minItems: 1 }),
});

/** What a configuration says of reports. */
export const reportsSchema = Type.Object({
  signing_key: Type.Optional(
    FilePath({
      description:
        'Where the key is kept that signs checkpoints and bundles; made at the first start. Beside the token when left out.',
    }),
  ),
  mail: Type.Optional(Type.Array(reportMailSchema)),
});

/** The reports that are mailed by themselves. */
export type ReportMail = Settings<typeof reportMailSchema>;

type ReportsConfig = Settings<typeof reportsSchema>;

/** Complains about mails that nobody could send. */
export function checkReports(
  reports: ReportsConfig | undefined,
  mailIsConfigured: boolean,
  complain: Complain,
): void {
  if ((reports?.mail ?? []).length === 0 || mailIsConfigured) return;
  complain(['reports', 'mail'], 'needs the key mail: nothing says how mail goes out');
}
