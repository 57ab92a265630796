/** A place in an inventory as plain data, and whether its text is the value there or the key itself. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly of: 'value' | 'key';
  readonly text: string;
}

/** An inventory that has every key that an inventory can have, as plain data. */
export const everyKey = {
  reached: 'nrpe',
  engineers: [
    { name: 'Ada', email: 'ada@support.example', phone: '1' },
    { name: 'Ben', email: 'ben@support.example', phone: '2' },
  ],
  duty: {
    from: '2026-10-12',
    weeks: ['Ada'],
    stand_ins: [
      { from: '2026-12-24T09:00', until: '2026-12-25T09:00', by: 'Ada', because: 'holidays' },
    ],
  },
  limits: { swap: { warning: '40%', critical: '10%', because: 'small' } },
  nagios: {
    ...{ site: 'main', plugins: '/opt/plugins', check_nrpe: '/opt/check_nrpe', user: 'nagios' },
    ...{
      watchclock: '/opt/watchclock',
      notify_config: '/etc/notify.yaml',
      zone: 'Europe/Brussels',
    },
    ...{ state: '/var/state', log: '/var/log/nagios' },
  },
  gateway: { url: 'https://support.example/x', token_file: '/etc/token', spool: '/var/spool/x' },
  agents: {
    ...{ plugins: '/opt/plugins', listen: '0.0.0.0', allowed: ['198.51.100.5'] },
    tls: {
      ...{ cert: '/etc/agent.crt', key: '/etc/agent.key', clients: '/etc/clients.crt' },
      server: { ca: '/etc/ca.crt', cert: '/etc/server.crt', key: '/etc/server.key' },
    },
    passive: { to: 'nsca-ng://support.example:5668', secret: '/etc/secret' },
  },
  severity: [{ host: 'a-*', severity: 'D', because: 'tests' }],
  plans: {
    nights: {
      calendar: {
        ...{ name: 'At night', zone: 'Europe/Brussels' },
        hours: { monday: ['22:00-06:00'] },
        holidays: [{ name: 'Fair', date: '2026-11-02' }],
      },
      objectives: { response: { targets: { A: '1h', B: '1h', C: '1h', D: '1h' } } },
    },
  },
  customers: {
    'customer-a': {
      ...{ name: 'Customer A', plan: 'nights' },
      preconditions: {
        ...{ remote_connection: true, administration_rights: true, technical_contact: true },
      },
      contacts: {
        technical: { name: 'Tom', email: 'tom@a.example', phone: '3' },
        issuers: [{ name: 'Ida', email: 'ida@a.example', phone: '4' }],
        engineers: [{ name: 'Cas', email: 'cas@support.example', phone: '5' }],
      },
      maintenance: [
        {
          ...{ announced: '2026-10-01T09:00:00Z', start: '2026-11-07T20:00:00Z' },
          ...{ end: '2026-11-07T21:00:00Z', reason: 'new disks' },
        },
      ],
      limits: { procs: { warning: 200, critical: '400', because: 'few' } },
      hosts: {
        'a-local': {
          ...{ address: '127.0.0.1', reached: 'local', alias: 'the server', groups: ['Servers'] },
          variables: { SITE: 'Brussels' },
          services: {
            'disk extra': {
              ...{ check: '/opt/check_extra --with words', on: 'server', because: 'wanted' },
              ...{ groups: ['Extras'], variables: { OWNER: 'nobody' } },
            },
          },
          limits: { users: { warning: '7', critical: '9', because: 'a door' } },
        },
        'a-asked': {
          ...{ address: '192.0.2.1', alias: 'asked' },
          applications: {
            wiki: {
              ...{ product: 'confluence', url: 'https://a.example/wiki', user: 'runner' },
              ...{ home: '/var/home', data: '/srv/data', install: '/opt/wiki', node: 'one' },
              limits: { http: { warning: '4', because: 'far away' } },
            },
          },
          services: { queue: { check: 'check_procs -c 100 -a mailer', because: 'mails' } },
        },
        'a-classic': {
          address: '192.0.2.2',
          reached: { by: 'nrpe', agent: 'nrpe', firewall: { address: '203.0.113.1', port: 15666 } },
          services: { queue: { check: '/opt/check_queue --of mails', because: 'mails' } },
        },
        'a-sends': { address: '192.0.2.3', reached: 'passive', alias: 'sends' },
      },
    },
  },
};

/** Every text and every key of plain data. */
export function leavesOf(data: unknown, path: Leaf['path'] = []): readonly Leaf[] {
  if (typeof data === 'string') return [{ path, of: 'value', text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const below = [...path, Array.isArray(data) ? Number(key) : key];
    const own: readonly Leaf[] = Array.isArray(data) ? [] : [{ path: below, of: 'key', text: key }];
    return [...own, ...leavesOf(value, below)];
  });
}

/** The same data with another text at some of its leaves. */
export function withTexts(data: unknown, texts: ReadonlyMap<string, string>): unknown {
  return replaced(data, [], texts);
}

/** What tells a leaf from every other one. */
export function idOf({ of, path }: Pick<Leaf, 'of' | 'path'>): string {
  return JSON.stringify([of, path]);
}

function replaced(data: unknown, path: Leaf['path'], texts: ReadonlyMap<string, string>): unknown {
  if (typeof data === 'string') return texts.get(idOf({ of: 'value', path })) ?? data;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((item, n) => replaced(item, [...path, n], texts));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const below = [...path, key];
      return [texts.get(idOf({ of: 'key', path: below })) ?? key, replaced(value, below, texts)];
    }),
  );
}
