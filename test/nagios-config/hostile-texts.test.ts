import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { agentCommands } from '../../nagios-config/agent/commands.ts';
import { generate } from '../../nagios-config/generate.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { verify } from '../../nagios-config/verify.ts';
import { watchesOf } from '../../nagios-config/watch.ts';
import { parseTemplate } from '../../plugins/agent/template.ts';
import { ConfigError } from '../../plugins/settings/problem.ts';
import { resolvedObjects } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { folderOf } from './example.ts';
import { everyKey, idOf, type Leaf, leavesOf, withTexts } from './hostile-texts.ts';
import { readObjectCache } from './import/object-cache.ts';

const now = Date.UTC(2026, 9, 16);
const hostile = {
  quotes: `'"`,
  'a semicolon': '; touch /x',
  'a blank': ' ',
  'a dollar': '$USER1$ $(x) $',
  'an exclamation mark': '!',
  'a backslash': '\\',
  'a line end': '\ndefine host {\n',
  'a brace and a hash': '} # {',
  'a place for an argument': '$ARG1$',
  'a private character': '\ue001',
  'other letters': 'é☃\u202e',
};

describe('a hostile text in an inventory', function () {
  this.timeout(60_000);
  const folder = folderOf({ after });
  const path = join(folder, 'inventory.yaml');
  const leaves = leavesOf(everyKey);
  const at = (leaf: Leaf, text: string) => [idOf(leaf), `${leaf.text}${text}x`] as const;
  const load = (texts: ReadonlyMap<string, string>): Inventory => {
    writeFileSync(path, stringify(withTexts(everyKey, texts), { lineWidth: 0 }));
    return loadInventory(path);
  };
  /** Undefined where it is taken. */
  const refusal = (texts: ReadonlyMap<string, string>): string | undefined => {
    try {
      load(texts);
      return undefined;
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
  };
  const out = join(folder, 'out');
  const write = (inventory: Inventory): readonly string[] => {
    rmSync(out, { recursive: true, force: true });
    const years = { from: 2026, until: 2028 };
    return generate(inventory, { source: 'x', years, now }).map((file) => {
      mkdirSync(dirname(join(out, file.path)), { recursive: true });
      writeFileSync(join(out, file.path), file.text());
      return file.path;
    });
  };
  /** How much of what is in the generated files, as those read it for whom they are; no text of theirs. */
  const shapes = async (inventory: Inventory) => {
    const files = write(inventory);
    const objects = readObjectCache(
      resolvedObjects({ program, mainFile: join(out, 'nagios/nagios.cfg') }),
    );
    const verdicts = await verify(inventory, now);
    for (const verdict of verdicts) {
      expect(verdict).to.include({ accepts: true }, 'output' in verdict ? verdict.output : '');
    }
    const read = (file: string) => readFileSync(join(out, file), 'utf8');
    return {
      files,
      nagios: objects
        .map(({ type, directives }) => [type, ...[...directives.keys()].toSorted()].join(' '))
        .toSorted(),
      icinga: verdicts.flatMap((verdict) =>
        'output' in verdict ? (verdict.output.match(/Instantiated .*/g) ?? []) : [],
      ),
      lines: files
        .filter((file) => /nagios\.cfg$|nrpe\.cfg$/.test(file))
        .map((file) => read(file).match(/^[^#\n=[]+/gm)),
      yaml: files
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => shapeOf(parse(read(file)))),
    };
  };

  /** The command lines of a generated agent.yaml as the agent reads them. */
  const commandsFor = (host: string) => {
    const { commands } = parse(readFileSync(join(out, `agents/${host}.agent.yaml`), 'utf8'));
    return Object.values<string>(commands).map((line) => parseTemplate(line));
  };
  const wordsOf = ({ hosts }: Inventory, name: string) => {
    const host = hosts.get(name);
    const commands = host === undefined ? [] : agentCommands(watchesOf(host));
    return commands.map(({ words }) => ({ words: words.map((word) => [word]), places: 0 }));
  };
  let program: string;
  let harmless: Awaited<ReturnType<typeof shapes>>;
  before(async function () {
    program = peer(this, 'nagios4');
    peer(this, 'icinga2');
    harmless = await shapes(load(new Map()));
  });

  for (const [what, text] of Object.entries(hostile)) {
    it(`with ${what} is refused with its place, or does no harm, wherever it stands`, async () => {
      const taken = leaves.filter((leaf) => {
        const why = refusal(new Map([at(leaf, text)]));
        if (why !== undefined) expect(why, idOf(leaf)).to.match(/inventory\.yaml:\d+:\d+: \S/);
        return why === undefined;
      });
      const inventory = load(new Map(taken.map((leaf) => at(leaf, text))));
      expect(await shapes(inventory)).to.deep.equal(harmless);
      for (const host of ['a-asked', 'a-sends']) {
        expect(commandsFor(host)).to.deep.equal(wordsOf(inventory, host));
      }
    });
  }
});

/** How many values stand where in plain data. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.values(value).map(shapeOf);
}
