import { userInfo } from 'node:os';

/**
 * The text of an inventory of many hosts in customers of fifty, with every kind of host and application among them;
 * Nagios keeps its state in `home`.
 */
export function largeInventory(hosts: number, home: string): string {
  const customers = Array.from({ length: Math.ceil(hosts / 50) }, (_, index) =>
    customer(index, Math.min(50, hosts - index * 50)),
  );
  return [
    `nagios: {state: ${home}, log: ${home}, user: ${userInfo().username}}`,
    'agents: {allowed: [198.51.100.5], passive: {to: "nsca-ng://support.example:5668"}}',
    'engineers: [{name: Ada Example, email: ada@support.example}]',
    'customers:',
    ...customers,
    '',
  ].join('\n');
}

function customer(index: number, hosts: number): string {
  const id = `c${index}`;
  return [
    `  ${id}:`,
    `    name: Customer ${index}`,
    `    plan: ${index % 2 === 0 ? 'standard' : 'premium'}`,
    '    preconditions: {remote_connection: true, administration_rights: true, technical_contact: false}',
    '    hosts:',
    ...Array.from({ length: hosts }, (_, n) => host(id, index, n)),
  ].join('\n');
}

const products = ['jira', 'confluence', 'bitbucket', 'crowd', 'bamboo'] as const;

function host(customer: string, index: number, n: number): string {
  const product = products[n % products.length];
  const address = `10.${index >> 8}.${index & 255}.${n + 1}`;
  const parents = n === 0 ? '' : `, parents: [${customer}-h0]`;
  const reached = n % 7 === 3 ? ', reached: passive' : '';
  return `      ${customer}-h${n}: {address: ${address}${parents}${reached}, applications: {${product}: {url: "https://${product}.${customer}.example/", home: /var/${product}, install: /opt/${product}}}}`;
}
