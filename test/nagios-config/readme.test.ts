import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseDocument } from 'yaml';
import { manifestName } from '../../nagios-config/manifest.ts';
import { configCommand } from './example.ts';

const readme = readFileSync('nagios-config/README.md', 'utf8');
const manifest: { readonly files: object } = JSON.parse(
  readFileSync(`nagios-config/example/generated/${manifestName}`, 'utf8'),
);

describe('the page about the configuration', () => {
  it('explains every kind of generated file', () => {
    for (const path of [...Object.keys(manifest.files), manifestName]) {
      const general = path
        .replace(/customers\/[^/.]+/, 'customers/CUSTOMER')
        .replace(/agents\/[^/.]+/, 'agents/HOST')
        .replace(/sites\/[^/]+/, 'sites/SITE')
        .replace(/^icinga2\/\w+\.conf$/, 'icinga2/*.conf');
      expect(readme).to.contain(`\`${general}\``);
    }
  });

  it('names every command, each of which explains itself with an example', async () => {
    const { out } = await configCommand('--help');
    const names = [...out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
    expect(names).to.include.members(['generate', 'check', 'import', 'suggest', 'reload']);
    for (const name of names) {
      expect(readme).to.contain(`watchclock config ${name}`);
      const help = await configCommand(name, '--help');
      expect(help.status).to.equal(0);
      expect(help.out)
        .to.match(/^Usage: watchclock config /)
        .and.match(/^Example: watchclock config /m);
      const wrong = await configCommand(name, '--no-such-option');
      expect(wrong.status).to.equal(2);
      expect(wrong.err).to.contain("Unknown option '--no-such-option'");
    }
  });

  it('says which file is missing', async () => {
    for (const name of ['generate', 'check', 'reload', 'secrets']) {
      const { status, err } = await configCommand(name, '--inventory', '/no/such/inventory.yaml');
      expect(status).to.equal(1);
      expect(err).to.contain('/no/such/inventory.yaml:1:1: cannot be read: ');
    }
  });

  it('shows YAML that is YAML', () => {
    for (const [, text = ''] of readme.matchAll(/```yaml\n([\s\S]*?)```/g)) {
      expect(parseDocument(text).errors).to.deep.equal([]);
    }
  });
});
