import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNames, loadPlugin } from '../plugins/registry.ts';
import { markdownTable } from './markdown-table.ts';

const root = join(import.meta.dirname, '..');

/** The README with each table between its marks (`<!-- checks -->` … `<!-- end -->`) as the program has it now. */
export async function withTables(readme: string): Promise<string> {
  const tables = { checks: await checkTable(), commands: commandTable() };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    if (!marked.test(text)) throw new Error(`the README has no place for the table of ${name}`);
    return text.replace(marked, (_, start, end) => `${start}${table}\n${end}`);
  }, readme);
}

async function checkTable(): Promise<string> {
  const rows = checkNames.toSorted().map(async (name) => {
    const plugin = await loadPlugin(name);
    return [`[\`${name}\`](plugins/docs/${name}.md)`, plugin?.manual.summary ?? ''] as const;
  });
  return markdownTable(['check', 'what it does'], await Promise.all(rows));
}

function commandTable(): string {
  const args = [join(root, 'watchclock.ts'), '--help'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = [...stdout.matchAll(/^ {2}(\w+) {2,}(.*)$/gm)];
  const rows = lines
    .map(([, name = '', summary = '']) => [name, summary] as const)
    .filter(([name]) => !checkNames.includes(name))
    .map(([name, summary]) => [`\`watchclock ${name}\``, summary] as const);
  return markdownTable(['command', 'what it does'], rows);
}
