import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Check, Errors } from 'typebox/schema';
import { parse } from 'yaml';
import { configCommand, everyReach, twoHosts } from './example.ts';

describe('the JSON Schema of an inventory', () => {
  const published = readFileSync('nagios-config/inventory.schema.json', 'utf8');
  const schema = JSON.parse(published);

  it('is published as "watchclock config schema" prints it', async () => {
    expect(await configCommand('schema')).to.deep.equal({ status: 0, out: published, err: '' });
  });

  for (const [name, text] of Object.entries({ twoHosts, everyReach })) {
    it(`accepts what the reader accepts: ${name}`, () => {
      expect(Errors(schema, parse(text))).to.deep.equal([true, []]);
    });
  }

  const wrong: [string, string, string][] = [
    ['a misspelt key', 'plan: premium', 'paln: premium'],
    ['a missing key', '    name: "Customer A & Sons"\n', ''],
    ['a wrong word', 'reached: local', 'reached: lokal'],
    ['a wrong type', 'remote_connection: true', 'remote_connection: "yes"'],
    ['a name that Nagios refuses', 'a-web1:', '"a web;1":'],
    ['a path that is none', '/var/atlassian/jira', 'atlassian/jira'],
  ];
  for (const [what, from, to] of wrong) {
    it(`shows an editor ${what}`, () => {
      expect(Check(schema, parse(twoHosts.replace(from, to)))).to.equal(false);
    });
  }
});
