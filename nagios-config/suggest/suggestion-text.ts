import { comments } from '../format.ts';
import type { Host } from '../inventory/model.ts';
import { scalar } from '../yaml-text.ts';
import type { Suggestion } from './suggest.ts';

/** Suggestions as YAML to paste below a host in the inventory; what stays as it is stands there as a comment. */
export function suggestionText(host: Host, suggestions: readonly Suggestion[]): string {
  const lines = suggestions.flatMap(oneSuggestion);
  const proposed = lines.some((line) => !line.startsWith('  #'));
  return [
    `# Proposed from recorded results: paste it below customers.${host.customer}.hosts.${host.name}.`,
    proposed ? 'limits:' : '# There is nothing to propose.',
    ...lines,
    '',
  ].join('\n');
}

function oneSuggestion(suggestion: Suggestion): readonly string[] {
  const { service } = suggestion;
  if ('why' in suggestion) return [`  ${comments([`${service}: ${suggestion.why}`]).join('')}`];
  const { now, proposal, samples } = suggestion;
  const { warning, critical, because } = proposal;
  if (String(warning) === String(now.warning) && String(critical) === String(now.critical)) {
    return [`  # ${service}: is well set: ${because}`];
  }
  return [
    `  # now: warning ${now.warning.join(' or ')}, critical ${now.critical.join(' or ')} (${now.source})`,
    `  ${scalar(service)}:`,
    `    warning: ${list(warning)}`,
    `    critical: ${list(critical)}`,
    `    because: ${scalar(`${because} (watchclock config suggest, ${samples} results)`)}`,
  ];
}

function list(thresholds: readonly string[]): string {
  return `[${thresholds.map((threshold) => JSON.stringify(threshold)).join(', ')}]`;
}
