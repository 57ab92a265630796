import { Type } from 'typebox';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import type { Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';

const token = Type.Object({
  token: SecretText({ description: 'Alertmanager’s http_config.authorization.credentials.' }),
  customer: Type.Optional(
    Type.String({ minLength: 1, description: 'Only for hosts of this customer.' }),
  ),
  hosts: Type.Optional(Type.Array(GlobPattern(), { description: 'Only for these hosts.' })),
});

/** The key `alertmanager` of the gateway's configuration: who sends, and what its labels mean. */
export const alertmanagerSchema = Type.Object({
  tokens: Type.Array(token, { minItems: 1 }),
  host: Type.Array(Type.String({ minLength: 1 }), {
    default: ['host', 'instance'],
    description:
      'The labels that name the host; the first that an alert has counts, without its port.',
  }),
  service: Type.Array(Type.String({ minLength: 1 }), {
    default: ['service', 'alertname'],
    description: 'The labels that name the service.',
  }),
  host_alerts: Type.Array(GlobPattern(), {
    default: [],
    description: 'The alertnames that speak of the host itself, which is then DOWN.',
  }),
  severity: Type.String({
    default: 'severity',
    description: 'The label that says how grave an alert is.',
  }),
  states: Type.Record(Type.String(), Type.Enum(['WARNING', 'CRITICAL', 'UNKNOWN']), {
    default: { warning: 'WARNING', info: 'WARNING' },
    description: 'What that label means; anything else is CRITICAL.',
  }),
});

/** Who sends, and what its labels mean. */
export type AlertmanagerConfig = Settings<typeof alertmanagerSchema>;
