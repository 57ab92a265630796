import { expect } from 'chai';
import { pino } from 'pino';
import { nrdpReceiver } from '../../../../gateway/receivers/nrdp/receiver.ts';
import { createServer } from '../../../../gateway/web/server.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { decodeNrdpReply, encodeNrdpChecks } from '../../../../plugins/wire/nrdp.ts';
import { check, receiverContract } from '../../../contracts/receiver.ts';

const tokens = [
  { token: secret('token-of-a'), customer: 'customer-a' },
  { token: secret('token-of-b'), customer: 'customer-b' },
];

async function openWith(door: Parameters<typeof nrdpReceiver>[1]) {
  const server = await createServer({
    mounts: [nrdpReceiver(() => tokens, door)],
    token: secret('another token'),
    notReady: async () => [],
    logger: pino({ level: 'silent' }),
  });
  const url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/nrdp/`;
  return { url, close: () => server.close() };
}

async function post(url: string, fields: Record<string, string>) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, text: await answer.text() };
}

receiverContract('NRDP', async (door) => {
  const { url, close } = await openWith(door);
  const sendWith = async (token: string, checks: Parameters<typeof encodeNrdpChecks>[0]) => {
    const XMLDATA = encodeNrdpChecks(checks);
    const { text } = await post(url, { token, cmd: 'submitcheck', XMLDATA });
    return decodeNrdpReply(text)?.status === 0;
  };
  return {
    send: (...checks) => sendWith('token-of-a', checks),
    sendAsStranger: (...checks) => sendWith('token-of-nobody', checks),
    sendGarbage: async () => {
      await post(url, { token: 'token-of-a', cmd: 'submitcheck', XMLDATA: '<<<' });
    },
    close,
  };
});

describe('NRDP', () => {
  const results: unknown[] = [];
  let opened: Awaited<ReturnType<typeof openWith>>;
  before(async () => {
    opened = await openWith({
      deliver: async (result) => {
        results.push(result);
        return { incident: undefined, events: 0, repeated: false };
      },
      refuse: () => undefined,
      customerOf: () => 'customer-a',
      now: Date.now,
    });
  });
  after(() => opened.close());
  beforeEach(() => results.splice(0));

  const json = JSON.stringify({
    checkresults: [
      {
        checkresult: { type: 'service', checktype: '1' },
        ...{ hostname: 'app-1', servicename: 'load', state: '0', output: 'fine' },
      },
    ],
  });
  const ask = { token: 'token-of-a', cmd: 'submitcheck' };
  const xml = encodeNrdpChecks([check()]);
  const fault = (message: string) =>
    `<?xml version="1.0" encoding="utf-8"?>\n<result><status>-1</status><message>${message}</message></result>\n`;

  const table: [string, Record<string, string>, string][] = [
    [
      'the XML form',
      { ...ask, XMLDATA: xml },
      '<?xml version="1.0" encoding="utf-8"?>\n<result><status>0</status><message>OK</message><meta><output>1 checks processed.</output></meta></result>\n',
    ],
    [
      'the JSON form',
      { ...ask, JSONDATA: json },
      '{"result":{"status":0,"message":"OK","meta":{"output":"1 checks processed."}}}',
    ],
    ['the other name of the XML', { ...ask, xml }, '1 checks processed.'],
    ['the other name of the JSON', { ...ask, json }, '1 checks processed.'],
    ['a greeting', { cmd: 'hello' }, '<product>watchclock</product>'],
    ['no token', { cmd: 'submitcheck', XMLDATA: xml }, fault('NO TOKEN')],
    ['a wrong token', { ...ask, token: 'x', XMLDATA: xml }, fault('BAD TOKEN')],
    ['no data', ask, fault('NO DATA')],
    ['broken XML', { ...ask, XMLDATA: '<checkresults>' }, fault('BAD XML')],
    [
      'XML with a document type',
      { ...ask, XMLDATA: `<!DOCTYPE x [<!ENTITY e "e">]>${xml.replace(/^<\?.*?\?>/, '')}` },
      fault('BAD XML'),
    ],
    ['broken JSON', { ...ask, JSONDATA: '{' }, '{"result":{"status":-1,"message":"BAD JSON"}}'],
    ['a command', { ...ask, cmd: 'submitcmd', command: 'X' }, fault('COMMANDS DISABLED')],
    ['an unknown command', { ...ask, cmd: 'dance' }, fault('NO REQUEST HANDLER')],
  ];
  for (const [title, fields, expected] of table) {
    it(`answers ${title}, sent by POST and by GET`, async () => {
      const posted = await post(opened.url, fields);
      expect(posted.text).to.contain(expected);
      expect(posted.status).to.equal(200);
      const got = await fetch(`${opened.url}?${new URLSearchParams(fields)}`);
      expect(await got.text()).to.equal(posted.text);
    });
  }

  it('takes what send_nrdp.sh sends: another slash, and XML that is not encoded', async () => {
    const open = "<checkresult type='host' checktype='1'><hostname>app-1</hostname>";
    const body = `<?xml version='1.0'?>\n<checkresults>${open}\n<state>1</state>\n<output><![CDATA[down | rta=1]]></output></checkresult></checkresults>`;
    const form = `token=token-of-a&cmd=submitcheck&xml=${body}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${opened.url}/`, { method: 'POST', headers, body: form });
    expect(await answer.text()).to.contain('<status>0</status>');
    expect(results).to.have.length(1);
    expect(results[0]).to.include({ host: 'app-1', service: null, state: 'DOWN', output: 'down' });
  });

  it('takes what does not say its type for a host, unless it names a service', async () => {
    const one = (fields: string) =>
      `<checkresult><hostname>app-1</hostname>${fields}</checkresult>`;
    const rest = '<state>1</state><output>x</output>';
    const XMLDATA = `<checkresults>${one(rest)}${one(`<servicename>load</servicename>${rest}`)}</checkresults>`;
    await post(opened.url, { ...ask, XMLDATA });
    expect(results.map((each) => (each as { service: unknown }).service)).to.deep.equal([
      null,
      'load',
    ]);
  });

  it('answers a field that comes twice, and keeps the token out of it', async () => {
    const answer = await fetch(`${opened.url}?token=a&token=b&cmd=submitcheck`);
    expect([answer.status, await answer.text()]).to.deep.equal([200, fault('BAD TOKEN')]);
  });

  it('takes what is right of a batch and says what is not', async () => {
    const XMLDATA = encodeNrdpChecks([check(), check({ code: 9 })]);
    const { text } = await post(opened.url, { ...ask, XMLDATA });
    expect(text).to.contain('1 OF 2 CHECKS REFUSED: checkresult 2: ');
    expect(results).to.have.length(1);
  });
});
