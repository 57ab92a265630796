// `npm run readme`: writes the tables of the README anew from what the program says of itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './readme-tables.ts';

const path = join(import.meta.dirname, '..', 'README.md');
writeFileSync(path, await withTables(readFileSync(path, 'utf8')));
