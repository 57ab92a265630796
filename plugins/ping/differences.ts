import type { Difference } from '../check/manual.ts';

/** Where check_ping deliberately does not do what the reference does. */
export const differences = [
  {
    reference:
      'Of several hosts it says "is alive" and exits with 0 when the first of them can be resolved.',
    ours: 'Several hosts are all pinged and judged; the gravest state counts, and each has its own figures.',
    why: 'A host that is lost must be seen.',
  },
  {
    reference:
      'What ping prints that is not understood is CRITICAL in words and UNKNOWN in the exit code, behind the command line.',
    ours: 'What ping prints that is not understood is UNKNOWN; the command line and the output follow below.',
    why: 'Nagios shows the first line.',
  },
  {
    reference: 'A limit that is none is refused with a broken message.',
    ours: 'A limit that is none is refused and shown.',
    why: 'The message says what to mend.',
  },
  {
    reference: '-w LOSS%,RTA is taken for RTA%,LOSS; a loss with a fraction loses it.',
    ours: 'Limits are RTA,LOSS% in this order; a loss may have a fraction.',
    why: 'A slip must not move a limit.',
  },
  {
    reference: 'No packet at all (-p 0) and a time-out that is no number are taken.',
    ours: 'At least one packet is sent, and a time-out is a number.',
    why: 'Nothing would be measured.',
  },
] as const satisfies readonly Difference[];
