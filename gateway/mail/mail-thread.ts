import { createHash } from 'node:crypto';

/**
 * The Message-ID of a mail of ours: `<incident-7.HASH@DOMAIN>` about an incident, `<HASH@DOMAIN>` about none. The
 * same key gives the same one, so that a mail that goes out twice after a crash is one mail to its reader.
 */
export function messageIdOf(key: string, incident: number | null, domain: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return incident === null ? `<${hash}@${domain}>` : `<incident-${incident}.${hash}@${domain}>`;
}

/** What every mail about an incident refers to, so that programs show them as one conversation. */
export function threadId(incident: number, domain: string): string {
  return `<incident-${incident}@${domain}>`;
}

/** The incident that a mail's References or In-Reply-To name with an id of our domain, the last one counts; undefined for none. */
export function incidentOfReferences(header: string, domain: string): number | undefined {
  const ids = [...header.matchAll(/<incident-([1-9]\d{0,8})(?:\.[\da-f]+)?@([^<>@\s]+)>/g)];
  const ours = ids.filter(([, , host]) => host?.toLowerCase() === domain.toLowerCase());
  const number = ours.at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** How a subject names its incident: `[INC-7]`. */
export function subjectTag(incident: number): string {
  return `[INC-${incident}]`;
}

/** The incident that a subject names, whatever stands around the tag; undefined for none. */
export function incidentOfSubject(subject: string): number | undefined {
  const [, number] = /\[INC-([1-9]\d{0,8})\]/i.exec(subject) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The domain of an address such as `Support <help@support.example>`, in small letters. */
export function domainOf(address: string): string {
  return (/@([^@\s<>]+?)>?\s*$/.exec(address)?.[1] ?? '').toLowerCase();
}
