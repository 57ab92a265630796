// `npm run readme`: writes the tables of the README and the pages on the checks anew from what the program says of itself.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPages } from './check-pages.ts';
import { withTables } from './readme-tables.ts';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');
writeFileSync(readme, await withTables(readFileSync(readme, 'utf8')));
for (const [path, text] of await checkPages()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
