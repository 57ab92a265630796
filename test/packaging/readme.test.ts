import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import manifest from '../../package.json' with { type: 'json' };
import { checkPages } from '../../packaging/check-pages.ts';
import { withTables } from '../../packaging/readme-tables.ts';
import { sampleChecks } from '../../packaging/sample-checks.ts';
import { checkNames } from '../../plugins/registry.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the README', () => {
  it('has the tables of checks and commands that the program has (npm run readme writes them)', async () => {
    expect(readme).to.equal(await withTables(readme));
  });

  it('names no npm script that there is not', () => {
    const named = [...readme.matchAll(/npm run ([\w-]+)/g)].map(([, script = '']) => script);
    expect(named).not.to.have.length(0);
    for (const script of named) expect(manifest.scripts).to.have.property(script);
  });
});

describe('the pages on the checks', () => {
  it('say what the definitions say (npm run readme writes them)', async () => {
    for (const [path, text] of await checkPages()) {
      expect(readFileSync(join(root, path), 'utf8'), path).to.equal(text);
    }
  });

  it('are those of the checks there are, and no others', () => {
    const pages = checkNames.map((name) => `${name}.md`);
    expect(readdirSync(join(root, 'plugins/docs')).sort()).to.deep.equal(pages.sort());
  });
});

describe('the sample command lines', () => {
  it('are there for every check, so that each is warmed up and measured', () => {
    const samples = sampleChecks(new URL('http://127.0.0.1:80/'));
    expect(Object.keys(samples).sort()).to.deep.equal([...checkNames].sort());
  });
});
