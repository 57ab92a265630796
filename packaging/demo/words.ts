import type { DemoOptions } from './options.ts';

/** What a person reads when everything runs. */
export function welcome(
  { port, applicationPort, every, dir }: DemoOptions,
  { pid, token }: { readonly pid: number; readonly token: string },
): string {
  return `
watchclock is running. Everything is checked every ${every}.

  The page      http://127.0.0.1:${port}/
  To sign in    looking needs nothing; what writes asks for this token:
                ${token}
  Watched       this machine, and a small web application (http://127.0.0.1:${applicationPort}/)

  Break it      type "break" and Enter here, or elsewhere: kill -STOP ${pid}
  Mend it       type "mend" and Enter here, or elsewhere: kill -CONT ${pid}

  When it is broken, an incident of severity A opens within two checks;
  when it is mended, the incident records the recovery.

  Files         ${dir}
  Ctrl-C        stops everything; the next start goes on with the same data.
`;
}

/** Why nothing was started. */
export function portTaken(port: number, { port: own }: DemoOptions): string {
  const option = port === own ? '--port' : '--application-port';
  return `port ${port} is taken: is the demonstration running already?
Otherwise choose another one: npm start -- ${option} ${port + 1000}`;
}
