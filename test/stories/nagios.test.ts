import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../built.ts';
import { peer } from '../peers/peer.ts';
import { beginNagiosStory, type Incident, type NagiosStory } from './nagios-story.ts';

describe('a web server that a real Nagios watches and that stops', () => {
  let story: NagiosStory | undefined;
  beforeEach(async function () {
    story = await beginNagiosStory(peer(this, 'nagios4'));
  });
  afterEach(() => story?.end());

  it('is an incident with the deadlines of its plan, answered in time, recovered and resolved', async () => {
    const { breakServer, mendServer, record, cleared, events } = begun();
    const raised = await breakServer();
    expect(raised).to.include({ severity: 'A', customer: 'orchard', status: 'open' });
    expect(deadlines(raised)).to.deep.equal(promised(raised));
    const answered = await record(raised, { kind: 'responded' });
    expect(answered.clocks.response).to.include({ verdict: 'met', deadline: null });
    expect(answered.clocks.response.stoppedAt).to.be.a('string');
    expect(answered.clocks.intervention.verdict).to.equal('running');
    await mendServer();
    expect((await cleared(raised)).status).to.equal('open');
    expect((await record(raised, resolved)).status).to.equal('resolved');
    expect(await events(raised)).to.deep.equal(whole);
  });

  it('loses nothing and has nothing twice when the gateway is killed before the recovery', async () => {
    const { breakServer, mendServer, record, cleared, events, ...gateway } = begun();
    const raised = await breakServer();
    await record(raised, { kind: 'responded' });
    await gateway.killGateway();
    await mendServer();
    await gateway.restartGateway();
    const after = await cleared(raised);
    expect([after.raisedAt, after.severity]).to.deep.equal([raised.raisedAt, 'A']);
    expect(after.clocks.response.verdict).to.equal('met');
    expect((await record(raised, resolved)).status).to.equal('resolved');
    expect(await events(raised)).to.deep.equal(whole);
  });

  function begun(): NagiosStory {
    if (story === undefined) throw new Error('the story has not begun');
    return story;
  }
});

const resolved = { kind: 'resolved', cause: 'the web server had been stopped' };
const whole = ['raised', 'responded', 'alert-cleared', 'resolved'];

function deadlines({ clocks: { response, intervention } }: Incident) {
  return { response: response.deadline, intervention: intervention.deadline };
}

/** The deadlines that the contract's engine by itself gives an incident of this severity. */
function promised({ severity, raisedAt, asOf }: Incident) {
  const input = `${JSON.stringify({ plan: 'premium', severity, raisedAt, now: asOf })}\n`;
  const program = join(built(), 'watchclock');
  const { stdout } = spawnSync(program, ['sla', 'evaluate'], { input, encoding: 'utf8' });
  const { response, intervention } = JSON.parse(stdout);
  return { response: response.deadline, intervention: intervention.deadline };
}
