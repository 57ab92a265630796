import { expect } from 'chai';
import { always, answer } from './http/origin.ts';
import { useOrigins } from './http/use-origins.ts';

describe('check_http --json', () => {
  const { ask } = useOrigins();
  const status = always(
    answer(
      '200 OK',
      {},
      '{"state":"starting","pools":[{"name":"main","free":3}],"up":true,"none":null,"o":{"a":[1]}}',
    ),
  );
  const good = [
    'state=starting',
    'pools.0.name=main',
    'pools[0].free=3',
    'up=true',
    'none=null',
    '$.state=starting',
    'o={"a":[1]}',
  ];
  for (const wanted of good) {
    it(`finds ${wanted}`, async () => {
      expect(await ask(status, '--json', wanted)).to.match(/^0 HTTP OK/);
    });
  }
  const bad: [string, string][] = [
    ['state=ready', "json 'state' is 'starting', not 'ready'"],
    ['pools.1.name=main', "json 'pools.1.name' not found"],
    ['__proto__.x=1', "json '__proto__.x' not found"],
    ['state.length=8', "json 'state.length' not found"],
  ];
  for (const [wanted, says] of bad) {
    it(`misses ${wanted}`, async () => {
      expect(await ask(status, '--json', wanted)).to.contain(`HTTP/1.1 200 OK - ${says} - `);
    });
  }

  it('is asked of every path given, beside the status code', async () => {
    const broken = always(answer('503 Starting', {}, '{"state":"starting"}'));
    const line = await ask(broken, '--json', 'state=ready', '--json', 'load=1');
    expect(line).to.contain(
      "503 Starting - json 'state' is 'starting', not 'ready', json 'load' not found - ",
    );
  });

  it('says that a body is none', async () => {
    expect(await ask(always(answer('200 OK', {}, '<html>')), '--json', 'state=ready')).to.match(
      /^2 .* - body is not JSON - /,
    );
  });

  it('refuses what is no PATH=VALUE', async () => {
    expect(await ask(status, '--json', 'state')).to.equal('3 --json: not PATH=VALUE: "state"');
  });
});
