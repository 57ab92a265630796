import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../gateway/config.ts';
import { ConfigError } from '../../plugins/settings/problem.ts';
import { type Installation, install } from './installation.ts';

describe('a configuration of what goes out', () => {
  let installation: Installation;
  before(async () => {
    installation = await install();
  });
  after(() => installation.remove());

  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
  const table: readonly (readonly [keys: string, complaint: string])[] = [
    ['mail: {from: a@b.example}', ':3:7: mail.relay: is missing'],
    [
      'mail: {relay: "http://x", from: a@b.example}',
      ':3:15: mail.relay: must be a URL that starts with smtp:// or smtps://, not "http://x"',
    ],
    [
      'mail: {relay: "smtp://u:p@x", from: a@b.example}',
      ':3:15: mail.relay: must not hold a password: put it under password',
    ],
    [
      'mail: {relay: "smtp://x", password: y, from: a@b.example}',
      ':3:15: mail.relay: names no user for the password: smtp://USER@HOST',
    ],
    ['mail: {relay: "smtp://u@x", from: a@b.example}', ':3:7: mail: password is missing'],
    [
      'mail: {relay: "smtp://x", from: support}',
      ':3:33: mail.from: must be an address such as Support <support@support.example>, not "support"',
    ],
    [
      'mail: {relay: "smtp://x", from: a@b.example, quiet: {hours: 25:00-07:00}}',
      'mail.quiet.hours: must be hours such as 22:00-07:00, not "25:00-07:00"',
    ],
    [
      'mail: {relay: "smtp://x", from: a@b.example, quiet: {hours: 22:00-07:00, zone: Mars}}',
      'mail.quiet.zone: is no time zone: "Mars"',
    ],
    [
      'reminders: {clocks: [150]}',
      'reminders.clocks[0]: must be a percentage from 1 to 99, not 150',
    ],
    [
      'webhooks: [{url: "ftp://x", secret: y}]',
      'webhooks[0].url: must be a URL that starts with http:// or https://, not "ftp://x"',
    ],
    [
      'webhooks: [{url: "http://x", secret: hunter2}]',
      'webhooks[0].secret: must be whsec_ and base64 of 24 to 64 bytes',
    ],
    [
      `webhooks: [{url: "http://x", secret: "${secret}", customer: nobody}]`,
      'webhooks[0].customer: there is no customer "nobody"',
    ],
    [
      'nagios: [{site: main, forward: true}]',
      'nagios[0]: command_file is missing: results cannot be forwarded',
    ],
    ['nagios: [{site: main}, {site: main}]', 'nagios[1].site: stands there twice: "main"'],
  ];
  for (const [keys, complaint] of table) {
    it(`is refused: ${complaint}`, () => {
      const file = join(installation.folder, 'wrong.yaml');
      copyFileSync(installation.config, file);
      writeFileSync(file, `${keys}\n`, { flag: 'a' });
      const problems = problemsOf(file);
      expect(problems).to.contain(complaint).and.to.not.contain('hunter2');
      expect(problems).to.match(/^\S+wrong\.yaml:3:\d+: /);
    });
  }
});

function problemsOf(file: string): string {
  try {
    loadConfig(file);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}
