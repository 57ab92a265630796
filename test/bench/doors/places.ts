import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import { type GatewayProcess, startGateway } from '../../gateway/gateway-process.ts';
import { until } from '../../until.ts';
import { password } from './nsca-client.ts';

/** Something that listens for the time of a benchmark. */
export interface Place {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A gateway with every door open, on a durable store of its own, and the ports of its doors by name. */
export interface GatewayPlace {
  readonly gateway: GatewayProcess;
  readonly ports: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
}

/** Starts a gateway; `hosts` are in its inventory, all of one customer. */
export async function startDoors(hosts: number): Promise<GatewayPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-doors-'));
  const names = Array.from(
    { length: hosts },
    (_, index) => `      bench-${index}: {address: 127.0.0.1}`,
  );
  const met = '{remote_connection: true, administration_rights: true, technical_contact: true}';
  writeFileSync(
    join(folder, 'inventory.yaml'),
    `customers:\n  a:\n    name: A\n    plan: standard\n    preconditions: ${met}\n    contacts: {technical: {name: T}}\n    hosts:\n${names.join('\n')}\n`,
  );
  const methods = ['rijndael-128', 'none'].map(
    (method) => `{listen: 127.0.0.1:0, encryption: ${method}, password: ${password}}`,
  );
  writeFileSync(
    join(folder, 'gateway.yaml'),
    [
      'inventory: ./inventory.yaml',
      'http: {listen: 127.0.0.1:0}',
      `nsca: [${methods.join(', ')}]`,
      `nsca_ng: {listen: 127.0.0.1:0, clients: {bench: {password: ${password}, hosts: ["*"]}}}`,
      `nrdp: {tokens: [{token: ${password}, customer: a}]}\n`,
    ].join('\n'),
  );
  const gateway = await startGateway(join(folder, 'gateway.yaml'));
  const open = gateway.log.flatMap((line) => {
    const [, door, port] = /"door":"([^"]+)".*"address":"[^"]*:(\d+)"/.exec(line) ?? [];
    return door === undefined ? [] : [[door, Number(port)] as const];
  });
  const nsca = open.filter(([door]) => door === 'nsca').map(([, port]) => port);
  const ng = open.find(([door]) => door === 'nsca-ng')?.[1] ?? 0;
  const ports = new Map([
    ['rijndael-128', nsca[0] ?? 0],
    ['none', nsca[1] ?? 0],
    ['nsca-ng', ng],
  ]);
  const stop = async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  };
  return { gateway, ports, stop };
}

/** Debian's nsca, which writes to a pipe that somebody empties. */
export async function startRealNsca(method: number): Promise<Place> {
  const { folder, fifo, reader } = pipe();
  const [config, pidFile, port] = [join(folder, 'nsca.cfg'), join(folder, 'pid'), await freePort()];
  const { username } = userInfo();
  writeFileSync(
    config,
    `server_address=127.0.0.1\nserver_port=${port}\nnsca_user=${username}\npid_file=${pidFile}\ncommand_file=${fifo}\npassword=${password}\ndecryption_method=${method}\n`,
  );
  execFileSync('/usr/sbin/nsca', ['-c', config, '--daemon']);
  const pid = await until('nsca', () => Number(textOf(pidFile)) || undefined);
  await listening(port);
  const stop = async () => {
    process.kill(pid);
    await reader.stop();
    rmSync(folder, { recursive: true });
  };
  return { port, stop };
}

/** Debian's nsca-ng server with the same pipe. */
export async function startRealNscaNg(program: string): Promise<Place> {
  const { folder, fifo, reader } = pipe();
  const [config, port] = [join(folder, 'nsca-ng.cfg'), await freePort()];
  writeFileSync(
    config,
    `command_file = "${fifo}"\nlisten = "127.0.0.1:${port}"\nauthorize "bench" {\n  password = "${password}"\n  commands = ".*"\n}\n`,
  );
  const server = spawn(program, ['-F', '-c', config], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  await listening(port);
  const stop = async () => {
    server.kill();
    await ended;
    await reader.stop();
    rmSync(folder, { recursive: true });
  };
  return { port, stop };
}

function pipe() {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-peer-'));
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const child = spawn('sh', ['-c', 'exec cat <>"$0" >/dev/null', fifo], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { folder, fifo, reader: { stop } };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function listening(port: number): Promise<void> {
  await until(`a server on port ${port}`, async () => {
    const table = readFileSync('/proc/net/tcp', 'utf8');
    return (
      table.includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`) ||
      undefined
    );
  });
}
