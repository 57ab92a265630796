/** The kinds of things that alerts are about. */
export type Kind = 'HOST' | 'SERVICE';

/**
 * The shell script that writes an engineer a mail. What a check said reaches it in the environment, where the shell
 * takes it for data.
 */
export function mailScript(kind: Kind): string {
  const what = kind === 'HOST' ? '' : ' / $NAGIOS_SERVICEDESC';
  const subject = `$NAGIOS_NOTIFICATIONTYPE: $NAGIOS_HOSTNAME${what} is $NAGIOS_${kind}STATE`;
  const values = ['$NAGIOS_CONTACTEMAIL', subject, `$NAGIOS_${kind}OUTPUT`];
  const quoted = values.map((value) => `"${value}"`).join(' ');
  return `printf "To: %s\\nSubject: %s\\n\\n%s\\n" ${quoted} | /usr/sbin/sendmail -t`;
}
