import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisMachine } from '../../plugins/check/context.ts';
import { runCheck } from '../../plugins/run.ts';
import { until } from '../until.ts';

const usual = ['-H', '127.0.0.1', '-w', '100,20%', '-c', '200,40%', '-p', '1'];

describe('check_ping', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-ping-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Runs the check where `ping` is a program that does as `script` says. */
  function whenPing(script: string, ...args: string[]) {
    const file = join(dir, 'ping');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    const context = { ...thisMachine(), env: { PATH: `${dir}:/usr/bin:/bin` } };
    return runCheck('check_ping', [...usual, ...args], context);
  }

  const header = 'echo "PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data."';
  const statistics = (line: string) =>
    `${header}; echo "--- 127.0.0.1 ping statistics ---"; echo "${line}"`;

  const odd = [
    'echo',
    'echo nonsense',
    'echo "PING"; echo "x"',
    'echo "WARNING: clock went backwards"',
    header,
    statistics('no percentage here'),
    statistics('1 packets transmitted, 1 received, 0% packet loss, time 0ms'),
    'printf "\\377\\376\\000"',
    'echo "ping: connect: Invalid argument" >&2; exit 2',
    'exit 1',
  ];
  for (const script of odd) {
    it(`is UNKNOWN, and no crash, when ping does: ${script}`, async () => {
      const { exitCode, output } = await whenPing(script);
      expect(exitCode).to.equal(3);
      expect(output.split('\n').slice(0, 2)).to.deep.equal([
        'PING UNKNOWN - Could not interpret output from ping command',
        'ping -n -w 10 -c 1 -U -4 127.0.0.1',
      ]);
    });
  }

  const obstacles = [
    ['From 10.0.0.1 icmp_seq=1 Destination Net Unreachable', 'Network Unreachable'],
    ['From 10.0.0.1 icmp_seq=1 Destination Host Unreachable', 'Host Unreachable'],
    ['From 10.0.0.1 icmp_seq=1 Destination Port Unreachable', 'Bogus ICMP: Port Unreachable'],
    [
      'From 10.0.0.1 icmp_seq=1 Destination Protocol Unreachable',
      'Bogus ICMP: Protocol Unreachable',
    ],
    ['From 10.0.0.1 icmp_seq=1 Destination Net Prohibited', 'Network Prohibited'],
    ['From 10.0.0.1 icmp_seq=1 Destination Host Prohibited', 'Host Prohibited'],
    ['From 10.0.0.1 icmp_seq=1 Packet filtered', 'Packet Filtered'],
    ['From 10.0.0.1 icmp_seq=1 Time to live exceeded', 'Time to live exceeded'],
    ['From 10.0.0.1 icmp_seq=1 Destination unreachable: Beyond scope', 'Destination Unreachable'],
  ] as const;
  for (const [line, obstacle] of obstacles) {
    it(`names what stands in the way: ${obstacle}`, async () => {
      const { exitCode, output } = await whenPing(`${header}; echo "${line}"`);
      expect([exitCode, output]).to.deep.equal([2, `CRITICAL - ${obstacle} (127.0.0.1)`]);
    });
  }

  it('names an obstacle that ping complains of instead', async () => {
    const { output } = await whenPing('echo "ping: connect: Network is unreachable" >&2; exit 2');
    expect(output).to.equal('CRITICAL - Network Unreachable (127.0.0.1)');
  });

  it('warns of packets that come twice and of complaints', async () => {
    const fine = `${statistics('1 packets transmitted, 1 received, 0% packet loss, time 0ms')}; echo "rtt min/avg/max/mdev = 0.1/0.2/0.3/0.1 ms"`;
    const twice = await whenPing(
      `${fine}; echo "64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.1 ms (DUP!)"`,
    );
    expect(twice.output).to.match(
      /^PING WARNING - DUPLICATES FOUND! Packet loss = 0%, RTA = 0\.20 ms\|/,
    );
    const complaint = await whenPing(`${fine}; echo "clock trouble" >&2`);
    expect(complaint.output).to.match(
      /^PING WARNING - System call sent warnings to stderr Packet loss = 0%/,
    );
  });

  it('says that there is no ping', async () => {
    const context = { ...thisMachine(), env: { PATH: dir } };
    const { exitCode, output } = await runCheck('check_ping', usual, context);
    expect([exitCode, output]).to.deep.equal([
      3,
      'PING UNKNOWN - cannot run ping: spawn ping ENOENT',
    ]);
  });

  it('ends a ping that does not end', async () => {
    const pid = join(dir, 'pid');
    const { exitCode, output } = await whenPing(`echo $$ >${pid}; exec sleep 60`, '-t', '1');
    expect([exitCode, output]).to.deep.equal([2, 'CRITICAL - Plugin timed out after 1 seconds']);
    await until('the end of ping', () => {
      try {
        process.kill(Number(readFileSync(pid, 'utf8')), 0);
        return undefined;
      } catch {
        return true;
      }
    });
  });

  it('gives as many seconds as all packets need when each is just not critical', async () => {
    const { output } = await whenPing('echo', '-p', '20', '-c', '1500,40%');
    expect(output).to.contain('ping -n -w 50 -c 20 ');
  });
});
