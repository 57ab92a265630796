import { expect } from 'chai';
import { critical, post } from '../call.ts';
import { onEachStore } from './stage.ts';

const script = `"'><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"></bdi></title>`;

onEachStore('what monitoring and people write', {}, (onStage) => {
  it(
    'is shown and never run',
    onStage(async ({ site, page, open, results, act, signIn, complaints }) => {
      const [host, service] = [`h${script}`, `s${script}`];
      await results(critical({ host, service, output: `${script}\n${script}` }));
      const report = { customer: 'customer-a', summary: script, description: script };
      await post(site, '/api/v1/incidents', report);
      const actor = { kind: 'customer', name: script };
      for (const id of [1, 2]) {
        const asked = { id: script.slice(0, 90), whom: script, what: script };
        await act(id, { kind: 'information-requested', ...asked, actor });
        await act(id, { kind: 'severity-changed', severity: 'A', because: script, actor });
        await act(id, { kind: 'solution-linked', solution: script, actor });
        await act(id, { kind: 'resolved', cause: script, actor });
        await act(id, { kind: 'reopened', reason: script, actor });
      }
      const window = { customer: 'customer-a', reason: script, id: script.slice(0, 90) };
      const times = { start: '2026-10-20T20:00:00Z', end: '2026-10-20T22:00:00Z' };
      await post(site, '/api/v1/maintenance', { ...window, ...times });
      const known = { title: script, text: script, incident: 1, host, service };
      const written = { writtenAt: site.now, writtenBy: script };
      await site.store.solutions.add({ ...known, ...written });
      const entry = { kind: 'signed in', who: script, about: script, from: script } as const;
      await site.store.audit.record(entry, site.now);
      await signIn();
      const encoded = encodeURIComponent(script);
      const paths = [
        '/',
        '/incidents/1',
        '/incidents/2',
        '/maintenance',
        '/solutions',
        '/solutions/1',
      ];
      paths.push('/audit', '/reports', '/outbox', `/solutions?q=${encoded}`, `/?q=${encoded}`);
      paths.push(`/sign-in?next=/${encoded}`);
      for (const path of [...paths, `/${encoded}`]) {
        await open(path);
        expect(await page.evaluate('"hacked" in window'), path).to.equal(false);
        const foreign = page.locator('main script, main img:not([src^="/assets/"])');
        expect(await foreign.count(), path).to.equal(0);
      }
      await open('/incidents/1');
      const text = await page.locator('main').innerText();
      expect(text).to.contain('<script>window.hacked = 1</script>');
      expect(complaints.filter((complaint) => !complaint.includes('404'))).to.deep.equal([]);
    }),
  );
});
