import type { Ere } from '../check/ere.ts';
import { isLayer, isPseudo, isRemote } from '../host/filesystem-types.ts';
import type { MountMatching } from './mount-matching.ts';
import type { Entry } from './select.ts';
import type { MountFilter } from './settle.ts';

/** A selected path that is looked at. */
export interface Chosen {
  readonly entry: Entry;
  /** It is only to be seen whether it can be reached. */
  readonly onlyVisited: boolean;
}

/**
 * What of the selected is looked at: every mount point once, and those in no group as the options say. Views of
 * the kernel, images and layers of containers must be named, by path, expression or type.
 */
export function choose(
  entries: readonly Entry[],
  filter: MountFilter,
  isOfType: MountMatching['isOfType'],
): readonly Chosen[] {
  const seen = new Set<string>();
  return entries.flatMap((entry): Chosen[] => {
    if (seen.has(entry.mount.path)) return [];
    seen.add(entry.mount.path);
    if (entry.group !== undefined) return [{ entry, onlyVisited: false }];
    if (isRemote(entry.mount) && filter.remote !== 'checked') {
      return filter.remote === 'visited' ? [{ entry, onlyVisited: true }] : [];
    }
    return isWanted(entry, filter, isOfType) ? [{ entry, onlyVisited: false }] : [];
  });
}

function isWanted(
  { mount, isNamed }: Entry,
  filter: MountFilter,
  isOfType: MountMatching['isOfType'],
): boolean {
  const isAmong = (types: readonly Ere[]) => types.some((type) => isOfType(type, mount));
  if (isAmong(filter.excludedTypes)) return false;
  if (filter.excluded.includes(mount.device) || filter.excluded.includes(mount.path)) return false;
  if (filter.includedTypes.length > 0) return isAmong(filter.includedTypes);
  return isNamed || !(isPseudo(mount) || isLayer(mount));
}
