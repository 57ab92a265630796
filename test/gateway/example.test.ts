import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../gateway/config.ts';

const example = join(import.meta.dirname, '../../gateway/example/outgoing.yaml');
const secrets = {
  WATCHCLOCK_RELAY_PASSWORD: 'a-password-of-the-tests',
  WATCHCLOCK_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
};

describe('the example of what goes out', () => {
  before(() => Object.assign(process.env, secrets));
  after(() => {
    for (const name of Object.keys(secrets)) delete process.env[name];
  });

  it('is a configuration with nothing wrong, and says every key of these parts', () => {
    const { mail, reminders, webhooks, nagios } = loadConfig(example).settings;
    expect(mail).to.include({ patience: 300_000, from: 'Support <support@support.example>' });
    expect(reminders).to.deep.equal({ clocks: [50, 75], updates: [75] });
    expect(webhooks).to.have.length(2);
    expect(nagios?.[0]).to.include({ site: 'main', forward: true });
    expect(JSON.stringify({ mail, webhooks })).to.not.contain(secrets.WATCHCLOCK_RELAY_PASSWORD);
  });
});
