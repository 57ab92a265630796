import { capacitySamples } from '../../capacity/samples.ts';
import { critical, post } from '../call.ts';
import type { Stage } from './stage.ts';

/** One that is worked on, one that is paused, one that is overdue, one that is resolved; texts that have no end. */
export async function populate({ site, results, act }: Stage): Promise<void> {
  await results(
    critical({ output: `HTTP CRITICAL - ${'a-long-word'.repeat(60)}` }),
    critical({ host: 'app-3', service: 'load', output: 'load average: 9, 8, 7' }),
    { host: 'app-2', code: 1, output: 'PING CRITICAL - Packet loss = 100%' },
    critical({ host: 'app-2', service: 'swap', output: 'SWAP CRITICAL - 2% free' }),
  );
  await act(1, { kind: 'intervention-started' });
  await act(2, { kind: 'information-requested', whom: 'Ben Example', what: 'access' });
  await act(4, { kind: 'resolved', cause: 'a leak: restarted' });
  const window = { customer: 'customer-a', reason: 'an upgrade', hosts: ['app-1'] };
  const times = { start: '2026-10-17T08:00:00Z', end: '2026-10-17T10:00:00Z' };
  await post(site, '/api/v1/maintenance', { ...window, ...times });
  await post(site, '/api/v1/maintenance', { ...window, ...times, start: '2026-10-16T07:00:00Z' });
  const place = { customer: 'customer-a', host: 'app-1', service: 'jira-http' };
  const samples = Array.from({ length: 60 }, (_, index) => ({
    ...{ ...place, at: site.now - (60 - index) * 300_000, state: index > 50 ? 'CRITICAL' : 'OK' },
    perfdata: `time=${(0.3 + Math.sin(index / 5) / 8 + Math.max(0, index - 45) / 9).toFixed(3)}s;1;2`,
  }));
  await site.store.results.append(samples as never);
  await site.store.results.append(capacitySamples(site.now));
  const known = { title: 'The pool is exhausted', text: 'Raise its size.', incident: 4 };
  const written = { ...place, writtenAt: site.now, writtenBy: 'Eva Example' };
  await site.store.solutions.add({ ...known, ...written });
  await site.account('tina', 'customer', 'customer-a');
  await site.account('lea', 'lead');
  await site.tokenOf('tina', 'read', 'incidents');
  site.now += 130 * 60_000;
}
