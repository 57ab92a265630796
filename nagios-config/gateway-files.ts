import { comments } from './format.ts';
import type { GeneratedFile, GenerateOptions } from './generated-file.ts';
import type { Customer, Inventory } from './inventory/model.ts';
import { scalar } from './yaml-text.ts';

/** What the gateway and those who talk to it need of each other: the site's way to it, and who may send for which hosts. */
export function gatewayFiles(
  inventory: Inventory,
  { header }: GenerateOptions,
): readonly GeneratedFile[] {
  const { nagios, gateway } = inventory;
  const senders = sendersOf(inventory);
  return [
    {
      path: `gateway/sites/${nagios.site}/notify.yaml`,
      text: () =>
        lines(header(`How notifications of the site ${nagios.site} reach the gateway.`), [
          `site: ${scalar(nagios.site)}`,
          `gateway: ${scalar(gateway.url)}`,
          `token_file: ${scalar(gateway.token_file)}`,
          `spool: ${scalar(gateway.spool)}`,
        ]),
    },
    {
      path: 'gateway/senders.yaml',
      text: () =>
        lines(
          header('Who may send results, and for which hosts: these keys belong into gateway.yaml.'),
          [
            ...comments([
              'Each secret is a file of its own; "watchclock config secrets" makes those that are missing.',
            ]),
            'nsca_ng:',
            senders.length === 0 ? '  clients: {}' : '  clients:',
            ...senders.map(
              (customer) =>
                `    ${customer.id}: {password: {file: secrets/${customer.id}}, hosts: [${sentFor(customer).join(', ')}]}`,
            ),
            'nrdp:',
            senders.length === 0 ? '  tokens: []' : '  tokens:',
            ...senders.map(({ id }) => `    - {token: {file: secrets/${id}}, customer: ${id}}`),
          ],
        ),
    },
  ];
}

/** The customers that have hosts which send their results themselves. */
export function sendersOf({ customers }: Pick<Inventory, 'customers'>): readonly Customer[] {
  return [...customers.values()].filter((customer) => sentFor(customer).length > 0);
}

function sentFor({ hosts }: Customer): readonly string[] {
  return hosts.filter(({ reached }) => reached.by === 'passive').map(({ name }) => name);
}

function lines(header: readonly string[], body: readonly string[]): string {
  return [...comments(header), '', ...body, ''].join('\n');
}
