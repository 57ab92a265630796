import type { NagiosObject } from '../objects.ts';
import { type Definition, head } from './dsl.ts';

/** A Nagios time period as Icinga writes it: the same ranges, and the same periods taken out of them. */
export function timePeriodDefinition({ directives }: NagiosObject): Definition {
  const text = (name: string) => directives.find(([key]) => key === name)?.[1];
  const ranges = directives.filter(
    ([key]) => !['timeperiod_name', 'alias', 'exclude'].includes(key),
  );
  const excluded = text('exclude');
  return {
    head: head('object', 'TimePeriod', String(text('timeperiod_name'))),
    attributes: {
      display_name: String(text('alias')),
      ranges: Object.fromEntries(ranges.map(([day, hours]) => [day, String(hours)])),
      ...(excluded !== undefined && { excludes: [String(excluded)], prefer_includes: false }),
    },
  };
}
