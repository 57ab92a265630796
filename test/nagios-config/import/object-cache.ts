/** An object of Nagios's objects cache. */
export interface CachedObject {
  readonly type: string;
  /** Its name, or that of what it is about: `web1;ssh`. */
  readonly name: string;
  readonly directives: ReadonlyMap<string, string>;
}

/** Reads Nagios's own objects cache. */
export function readObjectCache(text: string): readonly CachedObject[] {
  return [...text.matchAll(/^define (\w+) \{\n([\s\S]*?)^\t\}/gm)].map(
    ([, type = '', body = '']) => {
      const lines = [...body.matchAll(/^\t(\S+)\t(.*)$/gm)];
      const directives = new Map(lines.map(([, name = '', value = '']) => [name, value]));
      const own = directives.get(`${type}_name`);
      const pair = ['host_name', 'service_description'].flatMap((key) => directives.get(key) ?? []);
      const name = own ?? pair.join(';');
      return { type, name, directives };
    },
  );
}
