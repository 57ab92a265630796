import type { Configuration } from './configuration.ts';
import type { Loss } from './loss.ts';

/** The settings of the main file that the generated one has otherwise, or not at all. */
export function settingLosses(before: Configuration, after: Configuration): readonly Loss[] {
  return [...before.settings].flatMap(([name, { text, origin }]) => {
    const now = after.settings.get(name)?.text;
    if (now === text) return [];
    const instead = now === undefined ? 'is not set' : `is ${now}`;
    return [{ origin, what: `${name}=${text}: ${instead} in the generated main file` }];
  });
}
