import { expect } from 'chai';
import { expandNames, type Patterns } from '../../../nagios-config/import/name-list.ts';

describe('a list of names in an existing configuration', () => {
  const known = new Map(['web1', 'web2', 'db.1', 'dbx1'].map((name) => [name, true]));
  const cases: [string, Patterns, string, string][] = [
    ['web1, db.1', 'none', 'web1 db.1', ''],
    ['*', 'none', 'web1 web2 db.1 dbx1', ''],
    ['*,!web1', 'none', 'web2 db.1 dbx1', ''],
    ['!web1,*', 'none', 'web2 db.1 dbx1', ''],
    ['web.*', 'none', '', 'web.*'],
    ['web.*', 'with signs', 'web1 web2', ''],
    ['db.1', 'with signs', 'db.1', ''],
    ['db\\.1', 'with signs', 'db.1', ''],
    ['db.1', 'all', 'db.1 dbx1', ''],
    ['^web[12]$', 'all', 'web1 web2', ''],
    ['web(', 'all', '', 'web('],
    ['nobody,web1', 'none', 'web1', 'nobody'],
    ['!nobody', 'none', '', '!nobody'],
    ['', 'none', '', ''],
  ];
  for (const [list, patterns, names, unknown] of cases) {
    it(`takes "${list}" (patterns: ${patterns}) for "${names}"`, () => {
      const expanded = expandNames(list, known, patterns);
      expect([...expanded.names].join(' ')).to.equal(names);
      expect(expanded.unknown.join(' ')).to.equal(unknown);
    });
  }
});
