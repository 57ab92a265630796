import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { type TSchema, Type } from 'typebox';
import { Duration } from '../../../plugins/settings/duration.ts';
import { FilePath } from '../../../plugins/settings/file-path.ts';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import { formatAddress, ListenAddress } from '../../../plugins/settings/listen-address.ts';
import {
  type Complain,
  type LoadOptions,
  loadSettings,
  readSettings,
} from '../../../plugins/settings/load.ts';
import { ConfigError } from '../../../plugins/settings/problem.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';
import { Size } from '../../../plugins/settings/size.ts';
import { WebAddress } from '../../../plugins/settings/web-address.ts';

const door = Type.Object({
  listen: ListenAddress({ default: '127.0.0.1:5667' }),
  password: SecretText(),
  max_age: Duration({ default: '30s', atLeast: '1s', atMost: '1h' }),
  hosts: Type.Optional(Type.Array(GlobPattern(), { minItems: 1 })),
});
const schema = Type.Object({
  store: Type.Optional(FilePath()),
  limit: Size({ default: '64KiB' }),
  page: Type.Optional(WebAddress()),
  workers: Type.Integer({ minimum: 1, maximum: 8, default: 2 }),
  level: Type.Enum(['info', 'debug'], { default: 'info' }),
  tls: Type.Optional(
    Type.Union([Type.Literal('off'), Type.Object({ cert: FilePath(), key: FilePath() })]),
  ),
  doors: Type.Array(door, { default: [] }),
  labels: Type.Record(Type.String(), Type.String(), {
    propertyNames: Type.String({ pattern: '^[a-z]+$', expected: 'a lower-case word' }),
    default: {},
  }),
});

describe('loadSettings', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-settings-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const load = <S extends TSchema>(text: string, shape: S, options: LoadOptions<S> = {}) => {
    writeFileSync(join(folder, 'a.yaml'), text);
    return loadSettings(join(folder, 'a.yaml'), shape, options);
  };
  const complaints = (text: string, check?: (value: unknown, complain: Complain) => void) => {
    try {
      load(text, schema, { env: {}, ...(check && { check }) });
    } catch (error) {
      if (error instanceof ConfigError)
        return error.message.replaceAll(`${folder}/`, '').split('\n');
      throw error;
    }
    return [];
  };

  it('gives every kind of value in its own form', () => {
    const value = load(
      [
        'store: ./watch.db',
        'limit: 1.5MB',
        'page: https://support.example',
        'tls: {cert: a.pem, key: /etc/a.key}',
        'doors:',
        '  - {listen: "[::1]:80", password: hunter2, max_age: 1m30s, hosts: [a-*]}',
        'labels: {site: main}',
      ].join('\n'),
      schema,
    );
    expect(value.store).to.equal(join(folder, 'watch.db'));
    expect(value.limit).to.equal(1_500_000);
    expect(value.page).to.equal('https://support.example/');
    expect(value.tls).to.deep.equal({ cert: join(folder, 'a.pem'), key: '/etc/a.key' });
    expect(value.labels).to.deep.equal({ site: 'main' });
    const [first] = value.doors;
    expect(first?.listen && formatAddress(first.listen)).to.equal('[::1]:80');
    expect(first?.password.reveal()).to.equal('hunter2');
    expect(first?.max_age).to.equal(90_000);
    expect(first?.hosts?.[0]?.matches('a-web1')).to.equal(true);
  });

  it('reads defaults as if they stood in the file', () => {
    const value = load('doors: [{password: x}]', schema);
    expect(value.limit).to.equal(65_536);
    expect(value.workers).to.equal(2);
    expect(value.doors[0]?.listen).to.deep.equal({ host: '127.0.0.1', port: 5667 });
    expect(value.doors[0]?.max_age).to.equal(30_000);
    expect(value).not.to.have.property('tls');
  });

  it('takes secrets from files and from the environment', () => {
    writeFileSync(join(folder, 'pass'), 'from file\n');
    const text = 'doors: [{password: {file: pass}}, {password: {env: PASS}}, {password: 0123}]';
    const { doors } = load(text, schema, { env: { PASS: 'from env' } });
    const texts = doors.map(({ password }) => password.reveal());
    expect(texts).to.deep.equal(['from file', 'from env', '0123']);
  });

  it('never shows a secret in a value or in a message', () => {
    const value = load('doors: [{password: hunter2}]', schema);
    expect(inspect(value, { depth: 9 })).not.to.contain('hunter2');
    expect(JSON.stringify(value)).not.to.contain('hunter2');
    expect(`${value.doors[0]?.password}`).to.equal('[secret]');
    const bad = ['doors: [{password: [hunter2]}]', 'doors: [hunter2]', 'doors: hunter2'];
    for (const text of bad)
      expect(complaints(text).join()).to.not.be.empty.and.not.contain('hunter2');
  });

  it('lists everything that is wrong, each with its place, key and value', () => {
    const text = [
      'limits: 64KiB',
      'limit: 64',
      'page: ftp://x.example',
      'workers: 9',
      'level: debgu',
      'tls: of',
      'doors:',
      '  - listen: 127.0.0.1:99999',
      '    max_age: 30',
      '  - {password: x, max_age: 2h, hosts: []}',
      '  - {password: {env: NOPE}}',
      '  - {password: {file: nope}, hosts: {}}',
      'labels: {"A b": 1}',
    ].join('\n');
    const sentences = complaints(text);
    expect(
      sentences.map((line) => line.replace(/: cannot read the file.*/, ': NO FILE')),
    ).to.deep.equal([
      'a.yaml:1:1: limits: there is no such key',
      'a.yaml:2:8: limit: must be a size with its unit, such as 64KiB or 2GB, not "64"',
      'a.yaml:3:7: page: must be a URL that starts with http:// or https://, not "ftp://x.example"',
      'a.yaml:4:10: workers: must be from 1 to 8, not 9',
      'a.yaml:5:8: level: must be info or debug, not "debgu" (did you mean "debug"?)',
      'a.yaml:6:6: tls: must be off or a mapping, not "of" (did you mean "off"?)',
      'a.yaml:8:13: doors[0].listen: must be an address such as 127.0.0.1:8480 or [::1]:8480, not "127.0.0.1:99999"',
      'a.yaml:8:5: doors[0].password: is missing',
      'a.yaml:9:14: doors[0].max_age: must be a duration with its unit, such as 30s or 5m, not "30"',
      'a.yaml:10:28: doors[1].max_age: must be at most 1h, not "2h"',
      'a.yaml:10:39: doors[1].hosts: needs at least 1, and has 0',
      'a.yaml:11:16: doors[2].password: the environment variable "NOPE" is not set',
      'a.yaml:12:16: doors[3].password: NO FILE',
      'a.yaml:12:37: doors[3].hosts: must be a list, not {}',
      'a.yaml:13:10: labels."A b": must be a lower-case word, not "A b"',
      'a.yaml:13:17: labels."A b": must be a text, not 1',
    ]);
  });

  it('suggests the key that was meant', () => {
    expect(complaints('wrokers: 2')).to.deep.equal([
      'a.yaml:1:1: wrokers: there is no such key (did you mean "workers"?)',
    ]);
  });

  it('refuses what is not YAML, empty, or written twice', () => {
    expect(complaints('')[0]).to.equal('a.yaml:1:1: has no value');
    expect(complaints('a: [1')[0]).to.match(/^a\.yaml:1:6: /);
    expect(complaints('workers: 1\nworkers: 2')[0]).to.match(/^a\.yaml:2:1: .*unique/);
    expect(complaints('workers:')[0]).to.equal('a.yaml:1:9: workers: has no value');
  });

  it('says that a file is missing', () => {
    const path = join(folder, 'none.yaml');
    expect(() => loadSettings(path, schema)).to.throw(
      ConfigError,
      `${path}:1:1: cannot be read: ENOENT`,
    );
    expect(readSettings(path, schema).value).to.equal(undefined);
  });

  it('follows aliases and keeps odd names as data', () => {
    const shape = Type.Record(Type.String(), Type.Integer());
    const value = load('a: &x 7\nb: *x\n__proto__: 3', shape);
    expect(Object.entries(value)).to.deep.equal([
      ['a', 7],
      ['b', 7],
      ['__proto__', 3],
    ]);
  });

  it('places what a rule of the caller finds', () => {
    const check = (_: unknown, complain: Complain) => {
      complain(['doors', 1, 'password'], 'is the same as doors[0].password');
      complain(['doors', 0, 'listen', 'port'], 'is taken');
    };
    expect(complaints('doors:\n  - password: x\n  - password: x', check)).to.deep.equal([
      'a.yaml:3:15: doors[1].password: is the same as doors[0].password',
      'a.yaml:2:5: doors[0].listen.port: is taken',
    ]);
  });
});
