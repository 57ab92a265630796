/**
 * A command line for each check that measures this machine and finds nothing to complain of; `url` is a page
 * that answers, on a loopback address with a port.
 */
export function sampleChecks(url: URL): Readonly<Record<string, readonly string[]>> {
  const unreachable = ['-w', '9999', '-c', '9999'];
  return {
    check_users: unreachable,
    check_load: unreachable,
    check_swap: ['-n', 'ok', '-w', '1%', '-c', '1%'],
    check_procs: unreachable,
    check_http: ['-I', url.hostname, '-p', url.port],
    check_curl: ['-I', url.hostname, '-p', url.port],
    check_disk: ['-w', '1', '-c', '1', '-p', '/'],
    check_ping: ['-H', url.hostname, '-w', '9999,100%', '-c', '9999,100%', '-p', '1'],
  };
}
