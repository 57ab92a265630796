import { Check } from 'typebox/value';
import { groupName, variableName } from '../inventory/names.ts';
import type { Definition } from './definition.ts';
import { oneLine } from './one-line.ts';

/** The groups and the custom variables that an inventory can hold. */
export function furtherEntry(definition: Definition, groups: readonly string[], owner: string) {
  const possible = groups.filter((group) => Check(groupName, group) && group !== owner);
  const variables = [...definition.directives].flatMap(([name, { text }]) => {
    const own = name.slice(1);
    return name.startsWith('_') && Check(variableName, own) && text !== ''
      ? [[own, oneLine(text)]]
      : [];
  });
  return {
    ...(possible.length > 0 && { groups: possible }),
    ...(variables.length > 0 && { variables: Object.fromEntries(variables) }),
  };
}
