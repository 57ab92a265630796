import { expect } from 'chai';
import type { Request } from '../../../gateway/intake/request.ts';
import type { ResultSample } from '../../../gateway/results/history.ts';
import { startSampling } from '../../../gateway/results/sampling.ts';
import { directory, minute, notification, result } from '../samples.ts';

describe('sampling of results', () => {
  const kept = async (requests: readonly Request[]) => {
    const written: ResultSample[] = [];
    const append = async (samples: readonly ResultSample[]) => {
      written.push(...samples);
    };
    const failed = (error: unknown) => expect.fail(String(error));
    const sampling = startSampling({ history: { append }, directory: () => directory, failed });
    sampling.note(requests);
    await sampling.stop();
    return written;
  };
  const heard = (at: number, change: Parameters<typeof result>[0] = {}): Request => ({
    kind: 'signal',
    signal: result({ at: minute(at), state: 'OK', perfdata: `a=${at}`, ...change }),
  });

  it('keeps one result in five minutes as long as the state stays the same', async () => {
    const minutes = Array.from({ length: 12 }, (_, at) => heard(at));
    expect((await kept(minutes)).map(({ perfdata }) => perfdata)).to.deep.equal([
      'a=0',
      'a=5',
      'a=10',
    ]);
  });

  it('keeps every change of the state', async () => {
    const changes = [heard(0), heard(1, { state: 'CRITICAL' }), heard(2), heard(3)];
    expect((await kept(changes)).map(({ at }) => at)).to.deep.equal([0, 1, 2].map(minute));
  });

  it('keeps each service by itself, with the customer it belongs to', async () => {
    const both = [heard(0), heard(0, { service: 'load' })];
    expect((await kept(both)).map(({ customer, service }) => [customer, service])).to.deep.equal([
      ['customer-a', 'jira-http'],
      ['customer-a', 'load'],
    ]);
  });

  it('keeps of what a monitoring server checks by itself one in fifteen minutes, and every change', async () => {
    const written: ResultSample[] = [];
    const sampling = startSampling({
      history: { append: async (samples) => void written.push(...samples) },
      directory: () => directory,
      failed: (error) => expect.fail(String(error)),
    });
    const seen = (at: number, state: 'OK' | 'CRITICAL' = 'OK') =>
      sampling.see({
        ...{ host: 'app-1', service: 'load', at: minute(at), state, perfdata: `a=${at}` },
      });
    for (const at of [0, 1, 1, 14, 15, 16]) seen(at);
    seen(17, 'CRITICAL');
    seen(17, 'CRITICAL');
    // The file is older than what came by itself.
    sampling.note([heard(20, { service: 'load' })]);
    seen(19, 'CRITICAL');
    await sampling.stop();
    expect(written.map(({ customer, at, state }) => [customer, at, state])).to.deep.equal([
      ['customer-a', minute(0), 'OK'],
      ['customer-a', minute(15), 'OK'],
      ['customer-a', minute(17), 'CRITICAL'],
      ['customer-a', minute(20), 'OK'],
    ]);
  });

  it('keeps no notification: what it says stands in the log', async () => {
    expect(await kept([{ kind: 'signal', signal: notification() }])).to.deep.equal([]);
  });

  it('tries again what could not be written', async () => {
    const written: ResultSample[] = [];
    let away = true;
    const append = async (samples: readonly ResultSample[]) => {
      if (away) throw new Error('away');
      written.push(...samples);
    };
    const failures: unknown[] = [];
    const failed = (error: unknown) => failures.push(error);
    const sampling = startSampling({ history: { append }, directory: () => directory, failed });
    sampling.note([heard(0)]);
    await sampling.stop();
    away = false;
    await sampling.stop();
    expect([failures.length, written.length]).to.deep.equal([1, 1]);
  });
});
