/** One notification as the command that Nagios ran keeps it, and sends it to the gateway. */
export interface Envelope {
  /** Given when the notification was taken; the same whenever it is sent again. */
  readonly id: string;
  /** The name of the monitoring server: ids and problems are its own. */
  readonly site: string;
  /** When it was taken, epoch milliseconds. */
  readonly takenAt: number;
  /** The macros by their names, without `$` and without `NAGIOS_`. */
  readonly macros: Readonly<Record<string, string>>;
}

/** What an envelope keeps of Nagios's macros: what protocols.md calls the minimum lossless envelope. */
export const macroNames: readonly string[] = [
  'HOSTNAME',
  'SERVICEDESC',
  'NOTIFICATIONTYPE',
  'NOTIFICATIONAUTHOR',
  'NOTIFICATIONCOMMENT',
  'NOTIFICATIONISESCALATED',
  'CONTACTNAME',
  'TIMET',
  'PROCESSSTARTTIME',
  'LASTHOSTUP',
  'LASTSERVICEOK',
  ...['HOST', 'SERVICE'].flatMap((kind) => [
    `${kind}STATE`,
    `${kind}STATEID`,
    `${kind}STATETYPE`,
    `${kind}ATTEMPT`,
    `${kind}PROBLEMID`,
    `LAST${kind}PROBLEMID`,
    `${kind}EVENTID`,
    `LAST${kind}EVENTID`,
    `${kind}NOTIFICATIONID`,
    `${kind}NOTIFICATIONNUMBER`,
    `LAST${kind}STATE`,
    `LAST${kind}STATEID`,
    `LAST${kind}STATECHANGE`,
    `LAST${kind}CHECK`,
    `${kind}OUTPUT`,
    `LONG${kind}OUTPUT`,
    `${kind}PERFDATA`,
    `${kind}DOWNTIME`,
  ]),
];
