import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { peer } from '../peers/peer.ts';
import { configCommand, folderOf, twoHosts } from './example.ts';

describe('watchclock config', () => {
  const folder = folderOf({ after });
  const inventory = join(folder, 'inventory.yaml');
  const out = join(folder, 'out');
  const customerFile = join(out, 'nagios/objects/customers/customer-a.cfg');
  beforeEach(() => {
    rmSync(out, { recursive: true, force: true });
    writeFileSync(inventory, twoHosts);
  });

  const generate = (...args: string[]) =>
    configCommand(
      'generate',
      '--inventory',
      inventory,
      '--out',
      out,
      '--now',
      '2026-10-16',
      ...args,
    );
  const edit = (from: string, to: string) => {
    writeFileSync(inventory, readFileSync(inventory, 'utf8').replace(from, to));
  };

  it('generates into a folder, and changes nothing when nothing changed', async () => {
    expect(await generate()).to.deep.include({
      status: 0,
      err: '',
      out: '18 files: 18 added, 0 replaced, 0 removed\n',
    });
    expect(await generate()).to.deep.include({
      status: 0,
      out: '18 files: 0 added, 0 replaced, 0 removed\n',
    });
    expect(await generate('--check')).to.deep.equal({ status: 0, out: '', err: '' });
  });

  it('shows what would change and leaves it', async () => {
    await generate();
    edit('address: 192.0.2.10', 'address: 192.0.2.99');
    const { status, out: shown } = await generate('--diff');
    expect(status).to.equal(0);
    expect(shown).to.match(/^--- a\/nagios\/objects\/customers\/customer-a\.cfg$/m);
    expect(shown)
      .to.match(/^- {4}address +192\.0\.2\.10$/m)
      .and.match(/^\+ {4}address +192\.0\.2\.99$/m);
    expect(readFileSync(customerFile, 'utf8')).not.to.contain('192.0.2.99');
  });

  it('exits 1 and names the files when the folder is out of date', async () => {
    await generate();
    edit('customer-a:', 'customer-b:');
    expect(await generate('--check')).to.deep.include({
      status: 1,
      out: [
        'out of date: nagios/objects/contacts.cfg',
        'out of date: nagios/objects/groups.cfg',
        'missing: nagios/objects/customers/customer-b.cfg',
        'out of date: icinga2/users.conf',
        'out of date: icinga2/notifications.conf',
        'out of date: icinga2/groups.conf',
        'missing: icinga2/customers/customer-b.conf',
        'no longer needed: nagios/objects/customers/customer-a.cfg',
        'no longer needed: icinga2/customers/customer-a.conf',
        '',
      ].join('\n'),
    });
  });

  it('removes what it wrote and nothing else', async () => {
    await generate();
    const own = join(out, 'nagios/objects/own.cfg');
    writeFileSync(own, '# of an engineer\n');
    edit('customer-a:', 'customer-b:');
    expect((await generate()).out).to.equal('18 files: 2 added, 5 replaced, 2 removed\n');
    expect(existsSync(customerFile)).to.equal(false);
    expect(readFileSync(own, 'utf8')).to.equal('# of an engineer\n');
  });

  it('writes over no file that it did not write, and removes none that was edited', async () => {
    mkdirSync(dirname(customerFile), { recursive: true });
    writeFileSync(customerFile, '# of an engineer\n');
    const inTheWay = await generate();
    expect(inTheWay.status).to.equal(1);
    expect(inTheWay.err).to.contain(
      'customer-a.cfg: there is a file of that name that watchclock did not write',
    );
    rmSync(customerFile);
    await generate();
    writeFileSync(customerFile, '# edited\n');
    edit('customer-a:', 'customer-b:');
    const edited = await generate();
    expect(edited.status).to.equal(1);
    expect(edited.err).to.contain('customer-a.cfg: is no longer needed, but was edited by hand');
    expect(readFileSync(customerFile, 'utf8')).to.equal('# edited\n');
  });

  it('trusts no list of files that is damaged, or that names what lies elsewhere', async () => {
    await generate();
    const manifest = join(out, '.watchclock-generated.json');
    const elsewhere = { years: { from: 2026, until: 2028 }, files: { '../inventory.yaml': '' } };
    for (const text of ['{', '[]', JSON.stringify(elsewhere)]) {
      writeFileSync(manifest, text);
      const { status, err } = await generate();
      expect([status, err]).to.deep.equal([
        1,
        `watchclock config generate: ${manifest}: this is no list of generated files; move it away, and the files with it\n`,
      ]);
    }
    expect(existsSync(inventory)).to.equal(true);
  });

  it('writes into no file', async () => {
    writeFileSync(out, '');
    const { status, err } = await generate();
    expect([status, err]).to.deep.equal([
      1,
      `watchclock config generate: --out: is no folder: ${out}\n`,
    ]);
  });

  it('warns from half a year before the dated holidays end', async () => {
    await generate();
    const check = (now: string) =>
      configCommand('generate', '--inventory', inventory, '--out', out, '--check', '--now', now);
    expect((await check('2028-06-30')).err).to.equal('');
    const late = await check('2028-07-03');
    expect(late.status).to.equal(0);
    expect(late.err).to.contain('the dated holidays end with 2028');
    expect((await check('2029-01-01')).err).to.contain('the dated holidays ended with 2028');
  });

  it('asks the installed Nagios and the installed Icinga', async function () {
    peer(this, 'nagios4');
    peer(this, 'icinga2');
    const { status, out: said } = await configCommand('check', '--inventory', inventory);
    expect(said).to.contain('inventory: 1 customers, 2 hosts, well described\n');
    expect(said).to.match(/nagios4: accepts the generated files\n/);
    expect(said).to.match(/icinga2: accepts the generated files\n/);
    expect(status).to.equal(0);
  });

  it('names what is wrong with an inventory by its place, and exits 1', async () => {
    edit('plan: premium', 'plan: gold');
    const { status, err } = await configCommand('check', '--inventory', inventory);
    expect(status).to.equal(1);
    expect(err).to.equal(`${inventory}:7:11: customers.customer-a.plan: there is no plan "gold"\n`);
    expect((await generate()).status).to.equal(1);
    expect(existsSync(out)).to.equal(false);
  });

  it('has every check read its options', async () => {
    edit('reached: local', 'reached: local, limits: {users: {critical: many, because: y}}');
    edit(
      'address: 192.0.2.10',
      'address: 192.0.2.10\n        services: {pages: {check: chek_http}, time: {check: /opt/check_ntp}}',
    );
    const { status, err } = await configCommand('check', '--inventory', inventory);
    expect(err.replaceAll(`${inventory}:`, '').split('\n')).to.deep.equal([
      '14:35: customers.customer-a.hosts.a-web1.services.pages.check: there is no check "chek_http" (did you mean "check_http"?); another program needs its whole path',
      '21:71: customers.customer-a.hosts.a-monitor.limits.users: check_users -w 5 -c many: --critical: not a threshold range: "many"',
      '',
    ]);
    expect(status).to.equal(1);
  });

  const wrong: [readonly string[], string][] = [
    [[], 'which command?'],
    [['genrate'], 'there is no command "genrate" (did you mean "generate"?)'],
    [['generate', '--otu', 'x'], "Unknown option '--otu'"],
    [['generate', 'inventory.yaml'], 'there is no place for the argument "inventory.yaml"'],
    [['generate', '--diff', '--check'], '--diff and --check are two questions'],
    [
      ['check', '--now', 'tomorrow'],
      '--now: not a date such as 2026-10-16 or 2026-10-16T12:00:00Z: "tomorrow"',
    ],
  ];
  for (const [args, message] of wrong) {
    it(`exits 2 for "watchclock config ${args.join(' ')}"`, async () => {
      const { status, err } = await configCommand(...args);
      expect(err).to.contain(message).and.contain('Usage: watchclock config');
      expect(status).to.equal(2);
    });
  }

  for (const args of [['--help'], ['generate', '--help'], ['check', '-h']]) {
    it(`explains itself with an example: ${args.join(' ')}`, async () => {
      const { status, out: said } = await configCommand(...args);
      expect(said)
        .to.match(/^Usage: watchclock config/)
        .and.match(/^Example: watchclock config/m);
      expect(status).to.equal(0);
    });
  }
});
