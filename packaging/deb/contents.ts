import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkNames } from '../../plugins/registry.ts';
import { debianChangelog, type Release } from './changelog.ts';
import { copyright } from './licences.ts';
import { manPages } from './man-pages.ts';

/** A file of the package by its path from `/`: what is in it, a copy of another file, or a link to somewhere. */
export type Entry =
  | { readonly kind: 'text'; readonly content: string | Buffer }
  | { readonly kind: 'copy'; readonly from: string; readonly executable: boolean }
  | { readonly kind: 'link'; readonly to: string };

/** What the contents are made of. */
export interface Ingredients {
  /** The root of the project. */
  readonly root: string;
  /** The executable that is packed. */
  readonly executable: string;
  /** What prints the help of every command here: a file and its first arguments. */
  readonly program: readonly string[];
  readonly release: Release;
}

/** All files of the package: those that lie below `packaging/deb/root`, the program, its links, and its papers. */
export async function contents(parts: Ingredients): Promise<ReadonlyMap<string, Entry>> {
  const { root, executable } = parts;
  const checks = checkNames.map(
    (name) => [`usr/lib/watchclock/${name}`, link('../../bin/watchclock')] as const,
  );
  return new Map<string, Entry>([
    ...laidOut(join(root, 'packaging', 'deb', 'root')),
    ['usr/bin/watchclock', { kind: 'copy', from: executable, executable: true }],
    ...checks,
    ...(await papers(parts)),
  ]);
}

function laidOut(folder: string): readonly (readonly [string, Entry])[] {
  const files = globSync('**', { cwd: folder, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  return files.map(({ parentPath, name }) => {
    const from = join(parentPath, name);
    return [from.slice(folder.length + 1), { kind: 'copy', from, executable: false }];
  });
}

async function papers({ root, program, release }: Ingredients) {
  const changelog = debianChangelog(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), release);
  const node = readFileSync(join(process.execPath, '../../LICENSE'));
  const pages = [...(await manPages(program))];
  return [
    [`${doc}/copyright`, text(copyright(root))],
    [`${doc}/nodejs-licence.gz`, text(packed(node))],
    [`${doc}/changelog.gz`, text(packed(changelog))],
    ...pages.map(([path, page]) => [`usr/share/man/${path}.gz`, text(packed(page))] as const),
  ] as const;
}

const doc = 'usr/share/doc/watchclock';

/** Holds neither a name nor a time. */
function packed(content: string | Buffer): Buffer {
  return gzipSync(content, { level: 9 });
}

function text(content: string | Buffer): Entry {
  return { kind: 'text', content };
}

function link(to: string): Entry {
  return { kind: 'link', to };
}
