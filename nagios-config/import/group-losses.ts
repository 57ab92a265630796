import { type Definition, nameOf, textOf } from './definition.ts';
import type { Lose, Side } from './loss.ts';
import { because } from './reasons.ts';

/** Says what is lost of an object that is neither host nor service nor command: of a group its members, of others all. */
export function compareOther(object: Definition, before: Side, after: Side, lose: Lose): void {
  const { type } = object;
  if (type !== 'hostgroup' && type !== 'servicegroup') {
    lose(object.origin, `${nameOf(object)}: ${because(type)}`);
    return;
  }
  const name = textOf(object, `${type}_name`) ?? '';
  const membersIn = ({ resolved }: Side): readonly string[] =>
    [...(type === 'hostgroup' ? resolved.hosts : resolved.services)].flatMap(([key, { groups }]) =>
      groups.includes(name) ? [key] : [],
    );
  const now = new Set(membersIn(after));
  const then = membersIn(before);
  if (then.length === 0) lose(object.origin, `${nameOf(object)}: has no members`);
  for (const member of then.filter((key) => !now.has(key))) {
    lose(object.origin, `${nameOf(object)}: without ${member}`);
  }
  for (const [directive, { text, origin }] of object.directives) {
    if (directive === 'alias' ? text === name : carriedOfGroups.has(directive)) continue;
    lose(origin, `${nameOf(object)}: ${directive} ${text}: ${because(type, directive)}`);
  }
}

const carriedOfGroups: ReadonlySet<string> = new Set([
  ...['name', 'use', 'hostgroup_name', 'servicegroup_name'],
  ...['members', 'hostgroup_members', 'servicegroup_members'],
]);
