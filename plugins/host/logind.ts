import type { Session } from './session.ts';

/** What systemd-logind keeps of a session. */
export interface LogindSession extends Session {
  /** `user`, `greeter`, `lock-screen`, `background`, `manager` …; newer systemd adds `user-early` and the like. */
  readonly class: string;
  /** `online`, `active`, or `closing` when the user has left and only processes are left over. */
  readonly state: string;
  /** Its unit, `session-3.scope`, by which a process finds its own session in its cgroup. */
  readonly scope: string;
}

/** Parses a file of `/run/systemd/sessions`, lines `KEY=value`, as sd-login reads them. */
export function parseLogindSession(text: string): LogindSession {
  const fields = new Map(
    text.split('\n').map((line) => {
      const [key = '', ...value] = line.split('=');
      return [key, value.join('=').replace(/^"(.*)"$/, '$1')];
    }),
  );
  const field = (key: string) => fields.get(key) ?? '';
  return {
    user: field('USER'),
    terminal: field('TTY'),
    class: field('CLASS'),
    state: field('STATE'),
    scope: field('SCOPE'),
  };
}
