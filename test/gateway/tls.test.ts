import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { loadConfig } from '../../gateway/config.ts';
import { type Authority, authority } from '../plugins/agent/nrpe/authority.ts';
import { until } from '../until.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { type Installation, install } from './installation.ts';

describe('a gateway behind TLS', () => {
  let installation: Installation;
  let gateway: GatewayProcess | undefined;
  let ca: Authority;
  beforeEach(async () => {
    installation = await install();
    ca = authority(installation.folder, 'example-ca');
  });
  afterEach(async () => {
    await gateway?.kill();
    await installation.remove();
  });

  const configure = (http: string) =>
    writeFileSync(installation.config, `inventory: ./inventory.yaml\nhttp: {${http}}\n`);
  const problem = () => {
    try {
      loadConfig(installation.config);
    } catch (error) {
      return (error as Error).message.replace(`${installation.config}:`, '');
    }
    return 'nothing is wrong';
  };

  it('shows its certificate, and a new one when it is told to read it, without dropping anybody', async () => {
    const [first, second] = [ca.sign('first.example'), ca.sign('second.example')];
    configure(`listen: 127.0.0.1:0, tls: {cert: ${first.cert}, key: ${first.key}}`);
    gateway = await startGateway(installation.config);
    expect(gateway.url).to.match(/^https:/);
    const early = await call(gateway.url, ca);
    expect([shown(early), await ask(early)]).to.deep.equal(['first.example', 'HTTP/1.1 200 OK']);

    for (const [from, to] of [
      [second.cert, first.cert],
      [second.key, first.key],
    ] as const) {
      writeFileSync(to, readFileSync(from));
    }
    process.kill(gateway.pid, 'SIGHUP');
    const { log } = gateway;
    await until('the new certificate', () => log.find((line) => line.includes('read again')));
    expect(await ask(early)).to.equal('HTTP/1.1 200 OK');
    const late = await call(gateway.url, ca);
    expect([shown(late), await ask(late)]).to.deep.equal(['second.example', 'HTTP/1.1 200 OK']);
    for (const socket of [early, late]) socket.destroy();
    expect(await gateway.stop()).to.equal(0);
  });

  it('goes on with the certificate it has when the new one is wrong', async () => {
    const { cert, key } = ca.sign('first.example');
    configure(`listen: 127.0.0.1:0, tls: {cert: ${cert}, key: ${key}}`);
    gateway = await startGateway(installation.config);
    writeFileSync(key, readFileSync(ca.sign('second.example').key));
    process.kill(gateway.pid, 'SIGHUP');
    const { log } = gateway;
    await until('the complaint', () =>
      log.find((line) => line.includes('what was in force stays')),
    );
    const late = await call(gateway.url, ca);
    expect([shown(late), await ask(late)]).to.deep.equal(['first.example', 'HTTP/1.1 200 OK']);
    late.destroy();
  });

  it('says which keys only a start reads', async () => {
    configure('listen: 127.0.0.1:0');
    gateway = await startGateway(installation.config);
    writeFileSync(
      installation.config,
      'inventory: ./inventory.yaml\nhttp: {listen: 127.0.0.1:1}\nretention: {samples: 1d}\n',
    );
    process.kill(gateway.pid, 'SIGHUP');
    const { log } = gateway;
    const line = await until('the line', () => log.find((each) => each.includes('only a start')));
    expect(JSON.parse(line).keys).to.deep.equal(['http.listen']);
  });

  it('speaks in the clear only on this machine, unless asked by name', () => {
    const { cert, key } = ca.sign('first.example');
    configure('listen: 0.0.0.0:0');
    expect(problem()).to.equal(
      '2:16: http.listen: "0.0.0.0" is beyond this machine: give http.tls, or "tls: off" if something else encrypts',
    );
    configure('listen: 0.0.0.0:0, tls: off');
    expect(problem()).to.equal('nothing is wrong');
    configure(`listen: 0.0.0.0:0, tls: {cert: ${cert}, key: ${key}}`);
    expect(problem()).to.equal('nothing is wrong');
  });

  it('names what it cannot use', () => {
    const { cert, key } = ca.sign('first.example');
    configure(`tls: {cert: ${cert}}`);
    expect(problem()).to.contain('http.tls.key: is missing');
    configure(`tls: {cert: ${key}, key: ${key}}`);
    expect(problem()).to.contain(`http.tls.cert: "${key}" holds no CERTIFICATE in PEM`);
    configure(`tls: {cert: ./nothing.pem, key: ${key}}`);
    expect(problem()).to.contain('http.tls.cert: cannot be read: ENOENT');
    configure(`tls: {cert: ${cert}, key: ${ca.sign('second.example').key}}`);
    expect(problem()).to.match(/2:\d+: http\.tls: cannot be used: .*key values mismatch/);
  });
});

/** A connection whose client believes in the authority; the name does not matter. */
async function call(url: string, { ca }: Authority): Promise<TLSSocket> {
  const options = { ca: readFileSync(ca), checkServerIdentity: () => undefined };
  const socket = connect(Number(new URL(url).port), '127.0.0.1', options);
  await once(socket, 'secureConnect');
  return socket;
}

/** Whose certificate a connection showed. */
function shown(socket: TLSSocket): string {
  return String(socket.getPeerCertificate().subject?.CN);
}

/** The first line of the answer to a sign of life. */
async function ask(socket: TLSSocket): Promise<string> {
  socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString().split('\r\n', 1)[0] ?? '';
}
