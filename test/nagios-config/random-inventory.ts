import fc from 'fast-check';

/** Texts that mean something to Nagios, Icinga, a shell or YAML, and plain ones. */
const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'\'"`;\\!$#{}()[]<>|&*?~%=,:@ ',
        '$USER1$',
        '$HOSTNAME$',
        '$(id)',
        '/* ',
        '//',
        '}',
        'é',
        '☃',
        '中',
        '\u202e',
        'define host {',
        'object Host "x" {}',
      ),
      fc.stringMatching(/^[a-z0-9 ]{1,8}$/),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `x${parts.join('')}`);

const hostName = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/);
const serviceName = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._:/+# -]{0,30}[A-Za-z0-9.])?$/);
const customerKey = fc.stringMatching(/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/).map((key) => `q${key}`);
const groupName = fc
  .stringMatching(/^[A-Z][A-Za-z0-9._ -]{0,20}[A-Za-z0-9.]$/)
  .map((name) => `G${name}`);

const application = fc.record(
  {
    url: fc.constantFrom(
      'http://localhost:8080',
      'https://a.example/jira',
      'http://[2001:db8::1]:90/x',
    ),
    home: hostileText.map((text) => `/var/${text}`),
    data: hostileText.map((text) => `/srv/${text}`),
    install: hostileText.map((text) => `/opt/${text}`),
    user: hostileText,
    node: hostileText,
    size: fc.constantFrom('small', 'medium', 'large'),
    seen_from: fc.constantFrom('server', 'host'),
  },
  { requiredKeys: ['url'] },
);

const service = fc.record(
  {
    check: hostileText.map((text) => `/bin/echo '${text.replaceAll("'", "'\\''")}'`),
    on: fc.constantFrom('host', 'server'),
    because: hostileText,
    every: fc.constantFrom('30s', '90s', '10m'),
    attempts: fc.integer({ min: 1, max: 20 }),
    groups: fc.uniqueArray(groupName, { maxLength: 2 }),
    variables: fc.dictionary(fc.stringMatching(/^[B-Z][A-Z0-9_]{0,6}$/), hostileText, {
      maxKeys: 2,
    }),
  },
  { requiredKeys: ['check'] },
);

const host = fc.record(
  {
    address: fc.constantFrom('192.0.2.1', 'a.example', '2001:db8::1'),
    alias: hostileText,
    reached: fc.constantFrom(
      'local',
      'nrpe',
      'passive',
      'direct',
      { by: 'nrpe', agent: 'nrpe', port: 5667 },
      { by: 'nrpe', firewall: { address: '203.0.113.1', port: 15_666 } },
    ),
    applications: fc.dictionary(
      fc.constantFrom('jira', 'confluence', 'bitbucket', 'crowd', 'bamboo'),
      application,
      { maxKeys: 2 },
    ),
    services: fc.dictionary(
      serviceName.map((name) => `s ${name}`),
      service,
      { maxKeys: 3 },
    ),
    derived: fc.boolean(),
    groups: fc.uniqueArray(groupName, { maxLength: 2 }),
    variables: fc.dictionary(fc.stringMatching(/^[B-Z][A-Z0-9_]{0,6}$/), hostileText, {
      maxKeys: 2,
    }),
    limits: fc.constantFrom({}, { users: { warning: 7, because: 'x; y' } }),
  },
  { requiredKeys: ['address'] },
);

const person = fc.record(
  {
    name: hostileText,
    email: fc.stringMatching(/^[a-z0-9_][a-z0-9._+-]{0,10}@[a-z0-9-]{1,10}\.example$/),
    phone: hostileText,
  },
  { requiredKeys: ['name'] },
);

const customer = fc.record({
  name: hostileText,
  plan: fc.constantFrom('standard', 'premium', 'nights'),
  preconditions: fc.constant({
    remote_connection: true,
    administration_rights: true,
    technical_contact: false,
  }),
  contacts: fc.record({
    engineers: fc.array(person, { maxLength: 2 }),
    issuers: fc.array(person, { maxLength: 1 }),
  }),
  hosts: fc.uniqueArray(fc.tuple(hostName, host), { maxLength: 4, selector: ([name]) => name }),
});

/** Inventories as plain data, valid but for names that clash by chance. */
export const randomInventory = fc
  .record({
    customers: fc.uniqueArray(fc.tuple(customerKey, customer), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    }),
    tls: fc.constantFrom('off', undefined),
    every: fc.constantFrom('1s', '2m', '45s'),
  })
  .map(({ customers, tls, every }) => ({
    agents: {
      allowed: ['198.51.100.5'],
      passive: { to: 'nsca-ng://support.example:5668' },
      ...(tls && { tls }),
    },
    checks: { every },
    plans: {
      nights: {
        calendar: {
          zone: 'Europe/Brussels',
          hours: { monday: ['22:00-06:00'], sunday: ['00:00-24:00'] },
        },
        objectives: { response: { targets: { A: '1h', B: '1h', C: '1h', D: '1h' } } },
      },
    },
    customers: Object.fromEntries(
      customers.map(([key, { hosts, ...rest }], index) => [
        key,
        {
          ...rest,
          hosts: {
            // Nagios refuses to run with no host or no service at all.
            [`anchor${index}`]: { address: '192.0.2.9', reached: 'local' },
            ...Object.fromEntries(hosts.map(([name, value]) => [`c${index}${name}`, value])),
          },
        },
      ]),
    ),
  }));
