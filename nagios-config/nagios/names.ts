/** The names that generated objects refer to each other by; the prefix keeps them apart from those of a distribution. */
export const names = {
  always: 'watchclock-24x7',
  gateway: 'watchclock',
  host: 'watchclock-host',
  service: 'watchclock-service',
  sentService: 'watchclock-sent-service',
  command: (name: string) => `watchclock-${name}`,
  plan: (plan: string) => `plan-${plan}`,
  holidays: (plan: string) => `plan-${plan}-holidays`,
  everyHost: (product: string) => `all-${product}`,
  applicationOf: (customer: string, product: string) => `${customer}-${product}`,
  engineers: (customer: string) => `${customer}-engineers`,
} as const;
