import { expect } from 'chai';
import { bundleOf, problemsIn } from '../report/reported-store.ts';
import { critical, post } from './call.ts';
import { openSite, type Site } from './site.ts';

const [internal, forCustomer, ownWords] = ['their backup is a mess', 'we look at it', 'thank you'];

/** Incident 1 of customer-a with a note of each kind. */
describe('what the helpdesk notes for itself', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
    await site.account('lea', 'lead');
    await site.account('eva', 'engineer');
    await site.account('tina', 'customer', 'customer-a');
    await site.account('otto', 'auditor');
    await note('eva', { text: internal });
    await note('eva', { text: forCustomer, forCustomer: true });
    await note('tina', { text: ownWords });
  });
  after(() => site.close());

  /** Signing in takes its time on purpose: once each is enough. */
  const cookies = new Map<string, string>();
  const note = async (name: string, fields: object) => {
    const caller = { url: site.url, token: await site.tokenOf(name, 'incidents') };
    return post(caller, '/api/v1/incidents/1/events', { kind: 'note', ...fields });
  };
  const read = async (name: string, path: string) => {
    const cookie = cookies.get(name) ?? (await site.cookieOf(name));
    cookies.set(name, cookie);
    const headers = { cookie, accept: 'text/html, */*' };
    return (await fetch(site.url + path, { headers })).text();
  };
  const outlets = ['/incidents/1', '/api/v1/incidents/1'];

  for (const name of ['lea', 'eva', 'otto']) {
    it(`is shown to ${name}`, async () => {
      for (const path of outlets) {
        const text = await read(name, path);
        for (const words of [internal, forCustomer, ownWords]) {
          expect(text, path).to.contain(words);
        }
      }
    });
  }

  it('is not shown to the customer, who sees everything else', async () => {
    for (const path of outlets) {
      const text = await read('tina', path);
      expect(text, path).to.not.contain(internal);
      expect(text, path).to.contain(forCustomer).and.to.contain(ownWords);
    }
    const { history } = JSON.parse(await read('tina', '/api/v1/incidents/1'));
    const versions = history.map((event: { version: number }) => event.version);
    expect(versions).to.deep.equal([1, 3, 4]);
  });

  it('leaves by no other way that the customer has', async () => {
    const period = 'customer=customer-a&from=2026-10-01&to=2026-10-31';
    const paths = [
      ...['/', '/?q=backup', '/resolved', '/reports', '/api/v1/incidents', '/maintenance'],
      ...['', '.csv', '.pdf'].map((ending) => `/api/v1/reports/compliance${ending}?${period}`),
      `/incidents?${period}`,
    ];
    for (const path of paths) expect(await read('tina', path), path).to.not.contain(internal);
  });

  it('is not in the answer to what the customer does, nor on the page that says who was quicker', async () => {
    const { body } = await note('tina', { text: 'any news?' });
    expect(JSON.stringify(body)).to.contain('any news?').and.to.not.contain(internal);
    const cookie = await site.cookieOf('tina');
    const page = await (await fetch(`${site.url}/incidents/1`, { headers: { cookie } })).text();
    const form_key = /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const fields = {
      form_key,
      kind: 'severity-changed',
      severity: 'B',
      because: 'x',
      version: '1',
    };
    const answer = await fetch(`${site.url}/incidents/1/actions`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie },
    });
    expect(answer.status).to.equal(409);
    expect(await answer.text())
      .to.contain(forCustomer)
      .and.to.not.contain(internal);
  });

  it('is a digest in the bundle that the customer may have, which verifies', async () => {
    const bundle = await bundleOf(site.store, 'customer-a', site.key);
    expect(bundle).to.contain('"kind":"note"').and.to.not.contain(internal);
    expect(await problemsIn(bundle)).to.deep.equal([]);
  });
});
