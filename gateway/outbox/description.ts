import type { Content } from './message.ts';

/** What somebody who looks after the outbox needs to know of a message. */
export interface Description {
  /** An address, a URL, or the site of a Nagios. */
  readonly to: string;
  /** A few words. */
  readonly about: string;
  readonly incident: number | null;
}

/** Describes a message without the texts that it carries. */
export function describe(content: Content): Description {
  switch (content.kind) {
    case 'incident-mail':
      return { to: content.to.email, about: content.topic, incident: content.incident };
    case 'mail':
      return { to: content.to.email, about: content.subject, incident: content.incident };
    case 'webhook':
      return { to: content.url, about: content.type, incident: content.incident };
    case 'nagios':
      return { to: content.site, about: commandsText(content.commands), incident: null };
  }
}

function commandsText([first = '', ...rest]: readonly string[]): string {
  const name = first.slice(0, 120);
  return rest.length === 0 ? name : `${name} and ${rest.length} more`;
}
