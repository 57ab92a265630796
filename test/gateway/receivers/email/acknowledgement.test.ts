import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { until } from '../../../until.ts';
import { startGateway } from '../../gateway-process.ts';
import { speakSmtp } from './smtp-client.ts';

const inventory = `
engineers: [{name: Eva Engineer, email: eva@support.example}]
customers:
  a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina, email: tina@a.example}, issuers: [{name: Ida, email: ida@a.example}]}
    hosts: {app-1: {address: 127.0.0.1}}
`;

describe('a gateway with a mail server on either side', () => {
  const sent: string[] = [];
  const relay = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _, done) => {
      text(stream).then((mail) => {
        sent.push(mail);
        done();
      }, done);
    },
  });
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-ack-'));
    const server = relay.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { readonly port: number };
    await writeFile(join(folder, 'inventory.yaml'), inventory);
    const mail = `{relay: "smtp://127.0.0.1:${port}", from: "Support <support@support.example>"}`;
    const config = `inventory: ./inventory.yaml\nhttp: {listen: 127.0.0.1:0}\nsmtp: {listen: 127.0.0.1:0}\nmail: ${mail}\n`;
    await writeFile(join(folder, 'gateway.yaml'), config);
  });
  after(async () => {
    await new Promise<void>((done) => relay.close(() => done()));
    await rm(folder, { recursive: true });
  });

  it('acknowledges a customer’s mail with the number and the deadlines, and takes the answer to that', async () => {
    const gateway = await startGateway(join(folder, 'gateway.yaml'));
    try {
      const door = gateway.log.find((line) => line.includes('"door":"e-mail"')) ?? '{}';
      const [, port] = /:(\d+)$/.exec((JSON.parse(door) as { address: string }).address) ?? [];
      const say = (headers: readonly string[]) =>
        speakSmtp({
          port: Number(port),
          lines: ['From: ida@a.example', ...headers, '', 'It is slow.'],
        });
      const answers = await say(['Subject: [B] Jira is slow', 'Message-ID: <1@a.example>']);
      expect(answers.at(-1)).to.equal('250 2.0.0 incident 1');
      const acknowledgement = await until('the acknowledgement', () =>
        sent.find((mail) => /^To: .*ida@a\.example/m.test(mail)),
      );
      expect(acknowledgement).to.match(/^Subject: .*\[INC-1\]/m);
      expect(acknowledgement).to.match(/^Auto-Submitted: auto-/m);
      expect(acknowledgement.toLowerCase()).to.contain('response').and.to.contain('intervention');
      const [, id = ''] = /^Message-ID: (<[^>]+>)/im.exec(acknowledgement) ?? [];
      await say(['Subject: Re: slow', 'Message-ID: <2@a.example>', `In-Reply-To: ${id}`]);
      const headers = { authorization: `Bearer ${gateway.token}` };
      const answer = await fetch(`${gateway.url}/api/v1/incidents/1`, { headers });
      const { history } = (await answer.json()) as { history: readonly { kind: string }[] };
      expect(history.map(({ kind }) => kind)).to.deep.equal(['raised', 'note']);
    } finally {
      await gateway.stop();
    }
  });
});
