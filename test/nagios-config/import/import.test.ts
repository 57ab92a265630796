import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { readConfiguration } from '../../../nagios-config/import/configuration.ts';
import { textOf } from '../../../nagios-config/import/definition.ts';
import { resolveConfiguration } from '../../../nagios-config/import/resolve.ts';
import { runLine } from '../../../nagios-config/import/run-line.ts';
import { splitCommandLine } from '../../../plugins/command-line.ts';
import { resolvedObjects } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { configCommand, folderOf } from '../example.ts';
import { type CachedObject, readObjectCache } from './object-cache.ts';

const existing = 'test/fixtures/nagios-config/existing/nagios.cfg';
const debian = '/etc/nagios4/nagios.cfg';

describe('watchclock config import', () => {
  const folder = folderOf({ after });
  beforeEach(() => {
    for (const name of ['out', 'inventory.yaml']) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  });
  const imported = async (main: string) => {
    const inventory = join(folder, 'inventory.yaml');
    const ran = await configCommand('import', '--out', inventory, '--customer', 'old', main);
    expect(ran.status, ran.err).to.equal(0);
    const out = join(folder, 'out');
    const made = await configCommand('generate', '--inventory', inventory, '--out', out);
    expect(made.status, made.err).to.equal(0);
    return {
      listed: ran.err.trim().split('\n'),
      generated: join(out, 'nagios/nagios.cfg'),
      inventory,
    };
  };
  const objectsOf = (program: string, mainFile: string) => {
    const settings = { interval_length: 60, ...wholePaths(mainFile) };
    return readObjectCache(resolvedObjects({ program, mainFile, settings }));
  };

  for (const [what, main] of Object.entries({
    'its sample in Debian': debian,
    'one that grew': existing,
  })) {
    it(`loses nothing of ${what} that is not listed, as the real Nagios resolves both`, async function () {
      const program = peer(this, 'nagios4');
      const { listed, generated } = await imported(main);
      const before = objectsOf(program, main);
      const after = objectsOf(program, generated);
      expect(before.some(({ type }) => type === 'service')).to.equal(true);
      expect(unlisted(before, after, listed)).to.deep.equal([]);
      // What is listed is not there for nothing: without the list it would be missed.
      const missed = unlisted(before, after, []);
      expect(missed.some((one) => one.endsWith(' is lost'))).to.equal(true);
      expect(missed.some((one) => one.includes(' became '))).to.equal(true);
    });

    it(`resolves ${what} as the real Nagios does`, function () {
      const program = peer(this, 'nagios4');
      const { hosts, services } = resolveConfiguration(readConfiguration([main]));
      const cache = objectsOf(program, main);
      const named = (type: string) =>
        cache
          .filter((object) => object.type === type)
          .map(({ name }) => name)
          .toSorted();
      expect([...hosts.keys()].toSorted()).to.deep.equal(named('host'));
      expect([...services.keys()].toSorted()).to.deep.equal(named('service'));
      for (const object of cache.filter(({ type }) => type === 'host' || type === 'service')) {
        const ours = object.type === 'host' ? hosts.get(object.name) : services.get(object.name);
        for (const [directive, value] of object.directives) {
          const own = ours && textOf(ours.definition, directive);
          if (own === undefined || notInCache.has(directive)) continue;
          expect(normal(own), `${object.type} ${object.name}: ${directive}`).to.equal(
            normal(value),
          );
        }
      }
      for (const { type, name, directives } of cache) {
        if (type !== 'hostgroup' && type !== 'servicegroup') continue;
        const all = type === 'hostgroup' ? hosts : services;
        const members = [...all]
          .filter(([, { groups }]) => groups.includes(name))
          .map(([key]) => key);
        const theirs = (directives.get('members') ?? '').split(',').filter((one) => one !== '');
        const pairs = theirs.flatMap((one, n) => (n % 2 === 0 ? [`${one};${theirs[n + 1]}`] : []));
        expect(members.toSorted(), name).to.deep.equal(
          (type === 'hostgroup' ? theirs : pairs).toSorted(),
        );
      }
    });
  }

  it('writes command lines out with their arguments, resources and custom variables', () => {
    const configuration = readConfiguration([existing]);
    const { hosts, services, commands } = resolveConfiguration(configuration);
    const line = (key: string) => {
      const service = services.get(key)?.definition;
      const host = hosts.get(key.split(';')[0] ?? '')?.definition;
      if (service === undefined || host === undefined) return undefined;
      const scene = { commands, macros: configuration.macros, host, service };
      return runLine(textOf(service, 'check_command') ?? '', scene);
    };
    const plugins = '/usr/lib/nagios/plugins';
    expect(line('web1;web')).to.deep.equal({
      line: `${plugins}/check_tcp -H '192.0.2.11' -p 80 -s 'GET / HTTP/1.0!' -w 2`,
    });
    expect(line('web2;snmp load')).to.deep.equal({
      line: `${plugins}/check_snmp -H 192.0.2.12 -C secret -o .1.3 -w 7`,
    });
    expect(line('gate;piped')).to.deep.equal({
      line: `${plugins}/check_dummy 0 "price: 5$" | grep -v ;`,
    });
    expect(line('gate;since')).to.deep.equal({
      problem: 'uses $LASTSERVICESTATECHANGE$, which only Nagios can fill in',
    });
  });

  it('says by file and line what it could not carry over', async () => {
    const { listed } = await imported(existing);
    const at = (place: string) => listed.filter((line) => line.includes(`${place}: `)).join('\n');
    expect(at('services.cfg:47')).to.contain(
      'service gate;since: check_command: uses $LASTSERVICESTATECHANGE$',
    );
    expect(at('services.cfg:53')).to.contain('service gate;sent by itself: its results are sent');
    expect(at('services.cfg:75')).to.contain(
      'servicedependency gate;piped: dependencies follow from agents',
    );
    expect(at('hosts.cfg:44')).to.contain('host gate: display_name The gate');
    expect(at('basics.cfg:48')).to.contain('contact pager: has no e-mail address');
    expect(at('nagios.cfg:5')).to.contain('use_regexp_matching=1');
    expect(listed.at(-1)).to.match(
      /^4 hosts and 6 services; not carried over, or not so: \d+, listed above$/,
    );
  });

  it('makes an inventory that the real Nagios and the real Icinga accept', async function () {
    peer(this, 'nagios4');
    peer(this, 'icinga2');
    const { inventory } = await imported(existing);
    const ran = await configCommand('check', '--inventory', inventory);
    expect(ran.err).to.equal('');
    expect(ran.status).to.equal(0);
  });

  it('takes names that no inventory can hold for losses, and goes on', async () => {
    const objects = join(folder, 'odd.cfg');
    const host = (name: string, more = '') =>
      `define host {\nhost_name ${name}\naddress 192.0.2.1\n${more}\n}\n`;
    const service =
      'define service {\nhost_name *\nservice_description bäd\ncheck_command x!$(id)\n}\n';
    const command = 'define command {\ncommand_name x\ncommand_line /bin/echo "$ARG1$" `id`\n}\n';
    const good =
      'define service {\nhost_name good\nservice_description fine\ncheck_command x!$$(id); rm -rf /\n}\n';
    writeFileSync(
      objects,
      host('hört') + host('good', '\talias two\twords') + service + command + good,
    );
    const { listed, inventory } = await imported(objects);
    expect(listed.filter((line) => line.includes('host hört:'))).to.have.length(1);
    expect(listed.filter((line) => line.includes('bäd'))).to.have.length(2);
    expect(readFileSync(inventory, 'utf8')).to.contain(`/bin/sh -c '/bin/echo "$(id)" \`id\`'`);
  });

  it('keeps services apart that only an agent could not', async () => {
    const objects = join(folder, 'near.cfg');
    const service = (name: string) =>
      `define service {\nhost_name near\nservice_description ${name}\ncheck_command x\n}\n`;
    const host = 'define host {\nhost_name near\n}\n';
    const command = 'define command {\ncommand_name x\ncommand_line /bin/true\n}\n';
    writeFileSync(objects, host + command + service('a b') + service('a_b'));
    const ran = await configCommand('import', objects);
    expect(ran.err).to.contain('1 hosts and 2 services');
  });

  it('goes on where a main file has a number for a user, a strange zone, and no host at all', async () => {
    const main = join(folder, 'empty.cfg');
    writeFileSync(main, 'nagios_user=1000\nuse_timezone=Nowhere/Land\nstatus_file=relative.dat\n');
    const ran = await configCommand('import', main);
    expect(ran.status, ran.err).to.equal(0);
    expect(ran.err).to.match(
      /empty\.cfg:1: nagios_user=1000: is nagios in the generated main file/,
    );
    expect(ran.err).to.match(/empty\.cfg:2: use_timezone=Nowhere\/Land/);
    expect(ran.err).to.match(/0 hosts and 0 services/);
  });

  it('leaves an inventory alone that is there, and says what cannot be read', async () => {
    const there = join(folder, 'inventory.yaml');
    writeFileSync(there, '# mine\n');
    const again = await configCommand('import', '--out', there, existing);
    expect(again.status).to.equal(1);
    expect(again.err).to.contain(`${there}: is there already`);
    expect(readFileSync(there, 'utf8')).to.equal('# mine\n');
    expect((await configCommand('import', join(folder, 'none.cfg'))).err).to.contain('none.cfg');
    expect((await configCommand('import')).status).to.equal(2);
    expect((await configCommand('import', '--customer', 'A B', existing)).status).to.equal(2);
    const plan = await configCommand('import', '--plan', 'standart', existing);
    expect(plan.status).to.equal(2);
    expect(plan.err).to.contain('there is no built-in plan "standart" (did you mean "standard"?)');
  });
});

/** Directives whose value the cache writes in another form, or that only lead to others. */
const notInCache = new Set(['contact_groups', 'contacts', 'host_name']);

function keyOf({ type, name }: CachedObject): string {
  return `${type} ${name}`;
}

/** What of the resolved objects there was and is no longer, or not so, and what no line of the list is about. */
function unlisted(
  before: readonly CachedObject[],
  after: readonly CachedObject[],
  listed: readonly string[],
): readonly string[] {
  const kept = new Map(after.map((object) => [keyOf(object), object]));
  return before.flatMap((object) => {
    const whole = keyOf(object);
    // One of the generated ones about the same service is another one.
    const now = /dependency|escalation/.test(object.type) ? undefined : kept.get(whole);
    if (now === undefined) {
      return listed.some((line) => line.includes(whole)) ? [] : [`${whole} is lost`];
    }
    return [...object.directives]
      .filter(([directive, value]) => !same(directive, value, now))
      .filter(([directive]) => directive !== 'check_command' || !runsTheSame(object, before, after))
      .filter(([directive]) => !listed.some((line) => isAbout(line, object, directive)))
      .map(
        ([directive, value]) =>
          `${whole}: ${directive} ${value} became ${now.directives.get(directive)}`,
      );
  });
}

/** A line is about an object by its name, as a service of a list of hosts, or through a template of its kind. */
function isAbout(line: string, { type, name }: CachedObject, directive: string): boolean {
  const own = type === 'service' ? `;${name.split(';')[1]}` : ` ${name}`;
  return [`${own}: ${directive} `, `${type} template: ${directive} `].some((place) =>
    line.includes(place),
  );
}

/** Whether a service comes to the same words, in whatever commands they are written. */
function runsTheSame(
  service: CachedObject,
  before: readonly CachedObject[],
  after: readonly CachedObject[],
): boolean {
  const [then, now] = [before, after].map((objects) => lineOf(service.name, objects));
  if (then === undefined || now === undefined) return false;
  const [was, is] = [splitCommandLine(then), splitCommandLine(now)];
  return isDeepStrictEqual('words' in was ? was : { words: ['/bin/sh', '-c', then] }, is);
}

/** The command line of a service, its macros filled in. */
function lineOf(name: string, objects: readonly CachedObject[]): string | undefined {
  const origin = { file: 'objects.cache', line: 1 };
  const definitions = objects.map(({ type, name: own, directives }) => {
    const values = [...directives].map(([key, text]) => [key, { text, origin }] as const);
    return { type, own, definition: { type, origin, directives: new Map(values) } };
  });
  const find = (type: string, own: string | undefined) =>
    definitions.find((one) => one.type === type && one.own === own)?.definition;
  const [host, service] = [find('host', name.split(';')[0]), find('service', name)];
  if (host === undefined || service === undefined) return undefined;
  const commands = new Map(
    definitions
      .filter(({ type }) => type === 'command')
      .map(({ own, definition }) => [own, definition]),
  );
  const macros = new Map([['USER1', '/usr/lib/nagios/plugins']]);
  const run = runLine(textOf(service, 'check_command') ?? '', { commands, macros, host, service });
  return 'line' in run ? run.line : undefined;
}

function same(directive: string, value: string, now: CachedObject): boolean {
  // Nagios writes "a" for every option that there is.
  const every = now.type === 'host' ? 'd,u,r,f,s' : 'w,u,c,r,f,s';
  const given = directive === 'notification_options' && value === 'a' ? every : value;
  return normal(now.directives.get(directive) ?? '') === normal(given);
}

/** Numbers as numbers, lists in one order. */
function normal(value: string): string {
  if (/^[\d.]+$/.test(value) && !Number.isNaN(Number(value))) return String(Number(value));
  return value
    .split(',')
    .map((part) => part.trim())
    .toSorted()
    .join(',');
}

/** The harness takes paths of a main file relative to it. */
function wholePaths(mainFile: string): Readonly<Record<string, string[]>> {
  const lines = readFileSync(mainFile, 'utf8').split('\n');
  const of = (key: string) =>
    lines
      .filter((line) => line.startsWith(`${key}=`))
      .map((line) => line.slice(key.length + 1).trim());
  const whole = (path: string) => resolve(dirname(mainFile), path);
  return { cfg_file: of('cfg_file').map(whole), cfg_dir: of('cfg_dir').map(whole) };
}
