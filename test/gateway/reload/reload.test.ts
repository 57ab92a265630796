import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { encodeNrdpChecks } from '../../../plugins/wire/nrdp.ts';
import { peer } from '../../peers/peer.ts';
import { sendNsca } from '../../peers/send-nsca.ts';
import { until } from '../../until.ts';
import { type GatewayProcess, startGateway } from '../gateway-process.ts';
import { type Installation, install } from '../installation.ts';
import { critical, get, post } from '../web/call.ts';

describe('a gateway that reads its configuration again', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(async () => {
    await gateway?.kill();
    await installation.remove();
  });

  const start = async (keys: string) => {
    configure('127.0.0.1:0', keys);
    gateway = await startGateway(installation.config);
  };
  const configure = (listen: string, keys: string) =>
    writeFileSync(
      installation.config,
      `inventory: ./inventory.yaml\nhttp: {listen: "${listen}"}\n${keys}`,
    );
  /** Where doors listen stays as it was. */
  const reload = async (keys: string, listen = '127.0.0.1:0') => {
    const { log, pid } = gateway;
    const before = log.length;
    configure(listen, keys);
    process.kill(pid, 'SIGHUP');
    await until('it was read again', () =>
      log.slice(before).find((line) => line.includes('was read again')),
    );
    return log.slice(before).find((line) => line.includes('only a start reads'));
  };
  const nrdp = async (token: string) => {
    const check = { ...critical(), service: 'over-nrdp', at: Date.now() };
    const body = new URLSearchParams({
      ...{ cmd: 'submitcheck', token },
      XMLDATA: encodeNrdpChecks([check]),
    });
    const answer = await fetch(`${gateway.url}/nrdp/`, { method: 'POST', body });
    return /<message>(.*)<\/message>/.exec(await answer.text())?.[1];
  };
  const hears = (service: string) =>
    until(`an incident of ${service}`, async () => {
      const { body } = await get(gateway, '/api/v1/incidents');
      return body.incidents.find((each: { service: string }) => each.service === service);
    });

  it('takes another token from then on, and the old one no more', async () => {
    await start('nrdp: {tokens: [{token: first, customer: customer-a}]}\n');
    expect(await nrdp('first')).to.equal('OK');
    const warning = await reload('nrdp: {tokens: [{token: second, customer: customer-a}]}\n');
    expect(warning).to.equal(undefined);
    expect(await nrdp('first')).to.equal('BAD TOKEN');
    expect(await nrdp('second')).to.equal('OK');
  });

  it('takes another password of NSCA from then on', async function () {
    const program = peer(this, 'send_nsca');
    const nsca = (password: string) =>
      `nsca: [{listen: "127.0.0.1:0", encryption: rijndael-128, password: ${password}}]\n`;
    await start(nsca('first'));
    expect(await reload(nsca('second'))).to.equal(undefined);
    const line = gateway.log.find((each) => each.includes('"door":"nsca"')) ?? '{}';
    const port = Number(JSON.parse(line).address.split(':').at(-1));
    const say = (password: string, service: string) =>
      sendNsca(program, {
        ...{ port, method: 'rijndael-128', password },
        lines: [`app-1\t${service}\t2\tbroken`],
      });
    await say('first', 'of-the-first');
    await say('second', 'of-the-second');
    await hears('of-the-second');
    const { body } = await get(gateway, '/api/v1/incidents');
    expect(body.incidents).to.have.length(1);
  });

  it('calls a webhook that was added', async () => {
    let calls = 0;
    const hook = createServer((request, response) => {
      calls++;
      request.resume();
      response.end();
    });
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    try {
      await start('');
      const { port } = hook.address() as AddressInfo;
      const key = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
      const url = `http://127.0.0.1:${port}/`;
      await reload(`webhooks: [{url: "${url}", secret: ${key}, private: true}]\n`);
      await post(gateway, '/api/v1/results', [critical()]);
      await until('a call', () => (calls > 0 ? true : undefined));
    } finally {
      hook.closeAllConnections();
      hook.close();
    }
  });

  it('names what only a start reads', async () => {
    await start('nrdp: {tokens: [{token: first, customer: customer-a}]}\n');
    const door = 'nsca: [{listen: 127.0.0.1:1, encryption: xor, password: x}]\n';
    const warning = JSON.parse((await reload(door, '127.0.0.1:1')) ?? '{}');
    expect(warning.keys).to.have.members(['nsca.listen', 'nrdp', 'http.listen']);
    expect(await nrdp('first')).to.equal('BAD TOKEN');
  });
});
