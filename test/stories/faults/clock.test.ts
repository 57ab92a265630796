import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { verifyLog } from '../../../gateway/report/verify/verify.ts';
import { critical, get, post } from '../../gateway/web/call.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { type FaultyPlace, faultyPlace } from './place.ts';

describe('a gateway whose clock is set', () => {
  let place: FaultyPlace;
  let clock: string;
  beforeEach(async function () {
    const library = peer(this, 'libfaketime');
    place = await faultyPlace();
    clock = join(place.folder, 'clock');
    writeFileSync(clock, '+0');
    await place.start([], {
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock },
      ...{ FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    });
  });
  afterEach(() => place?.remove());

  const set = async (seconds: string) => {
    const { log } = place.gateway();
    const before = log.length;
    writeFileSync(clock, seconds);
    const line = await until('the line about the clock', () =>
      log.slice(before).find((each) => each.includes('the clock was set')),
    );
    return JSON.parse(line).seconds as number;
  };
  const say = async (service: string, code: number) => {
    const answer = await post(place.gateway(), '/api/v1/results', [critical({ service, code })]);
    expect(answer.status).to.equal(200);
  };
  const incident = async (id: number) => {
    const { status, body } = await get(place.gateway(), `/api/v1/incidents/${id}`);
    expect(status).to.equal(200);
    return body;
  };

  it('says so, and goes on taking in, judging and showing, an hour back and forth again', async () => {
    await say('one', 2);
    await say('two', 2);
    expect(await set('-3600s')).to.be.within(-3_602, -3_598);
    await say('one', 0);
    await say('three', 2);
    const responded = await post(place.gateway(), '/api/v1/incidents/2/events', {
      kind: 'responded',
    });
    expect(responded.status).to.equal(201);
    expect((await incident(1)).clearedAt).to.be.a('string');
    expect((await incident(2)).respondedAt).to.be.a('string');
    expect((await incident(3)).service).to.equal('three');
    const list = await get(place.gateway(), '/api/v1/incidents');
    expect(list.body.incidents).to.have.length(3);
    const page = await fetch(`${place.gateway().url}/healthz`);
    expect(page.status).to.equal(200);
    expect(await set('+0')).to.be.within(3_598, 3_602);
    await say('two', 0);
    expect((await incident(2)).clearedAt).to.be.a('string');
    expect(place.gateway().log.filter((line) => line.includes('"level":50'))).to.deep.equal([]);
    await place.kill();
    const problems = await place.withStore(async (store) => verifyLog(await store.chain()));
    expect(problems).to.deep.equal([]);
  });
});
