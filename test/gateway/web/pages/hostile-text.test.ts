import { expect } from 'chai';
import type { IncomingMail } from '../../../../gateway/mail/correspondence.ts';
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
      await site.intake.submit({ kind: 'mail', mail: mailOf(site.now) });
      const place = { customer: 'customer-a', host: 'app-1', service: 'jira-http' };
      await results(critical({ output: script }));
      await site.store.results.append([
        {
          ...place,
          at: site.now,
          state: 'CRITICAL',
          perfdata: `'${script.replaceAll("'", '')}'=1s;2;3`,
        },
      ]);
      // With the first account the gateway's own token is asked for elsewhere.
      await signIn();
      const role = { role: 'customer', customer: 'customer-a', password: null } as const;
      const account = { name: 'tina', displayName: script, ...role };
      await post(site, '/api/v1/accounts', {
        ...account,
        name: 'lea',
        role: 'lead',
        customer: null,
      });
      await post(site, '/api/v1/accounts', account);
      await post(site, '/api/v1/accounts/tina/tokens', { scopes: ['read'], label: script });
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
      paths.push(`/sign-in?next=/${encoded}`, '/incidents/3', '/incidents/4', '/resolved');
      paths.push('/accounts', '/accounts/tina', '/duty', '/api/docs', '/capacity', '/roadmap');
      paths.push('/assessment', `/incidents?from=2026-10-01&to=2026-10-31&customer=${encoded}`);
      paths.push(`/raise?customer=${encoded}`, '/raise?customer=customer-a');
      paths.push(`/maintenance?customer=${encoded}`, `/reports?customer=${encoded}`);
      for (const path of [...paths, `/${encoded}`]) {
        await open(path);
        expect(await page.evaluate('"hacked" in window'), path).to.equal(false);
        const foreign = page.locator('main script, main img:not([src^="/assets/"])');
        expect(await foreign.count(), path).to.equal(0);
      }
      await open('/');
      await results(critical({ host: 'app-2', output: `${script} news` }));
      await page.locator('.row', { hasText: 'news' }).waitFor();
      expect(await page.evaluate('"hacked" in window'), 'a row that comes by itself').to.equal(
        false,
      );
      await open('/incidents/1');
      const text = await page.locator('main').innerText();
      expect(text).to.contain('<script>window.hacked = 1</script>');
      expect(complaints.filter((complaint) => !/status of 40[04]/.test(complaint))).to.deep.equal(
        [],
      );
    }),
  );
});

/** A mail that means ill from its subject to the names of its files. */
function mailOf(at: number): IncomingMail {
  const file = { name: `${script}.html`, type: 'text/html', content: Buffer.from(script) };
  return {
    from: { kind: 'customer', name: script, email: 'tina@x.example', customers: ['customer-a'] },
    ...{ key: 'a mail', summary: script, text: script, severity: null, incident: null, at },
    attachments: [file],
  };
}
