import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Provider } from 'oidc-provider';
import { openIdProvider } from '../../../gateway/access/openid.ts';
import { tokenDigest } from '../../../gateway/access/token.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { follow, openBrowser, openContext } from './browser.ts';
import { openSite, type Site } from './site.ts';

/** A real provider on this machine, whose people are who they say and have the address NAME@example.org. */
async function startProvider(callback: () => string) {
  const server: Server = createServer((request, response) => handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let lifetime = 3_600;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'watchclock',
        client_secret: 'a-secret-of-the-tests',
        get redirect_uris() {
          return [callback()];
        },
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@Example.org`, email_verified: !id.startsWith('un') }),
    }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a-key-of-the-tests'] },
    ttl: { IdToken: () => lifetime },
  });
  const handle = provider.callback();
  const idTokensEnd = (seconds: number) => {
    lifetime = seconds;
  };
  return { issuer, idTokensEnd, close: () => server.close() };
}

describe('signing in with OpenID Connect at a real provider', () => {
  let site: Site;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  before(async () => {
    let callback = 'http://127.0.0.1:1/sign-in/openid/callback';
    // The provider takes its clients' addresses when it starts: the site's port must be known by then.
    const settings = { client_id: 'watchclock', client_secret: secret('a-secret-of-the-tests') };
    let issuer = '';
    const late = openIdProvider({
      ...{ ...settings, name: 'Example ID', claim: 'email' },
      get issuer() {
        return issuer;
      },
    });
    site = await openSite(Date.now(), { openid: late });
    callback = `${site.url}/sign-in/openid/callback`;
    provider = await startProvider(() => callback);
    issuer = provider.issuer;
    await site.account('eva@example.org', 'engineer');
  });
  after(async () => {
    provider?.close();
    await site?.close();
  });

  it('lets in whom the provider vouches for and who has an account, and binds the two', async function () {
    const browser = await openBrowser(this);
    try {
      const page = await (await openContext(browser)).newPage();
      await page.goto(`${site.url}/sign-in?next=/maintenance`);
      await follow(page.getByRole('link', { name: 'Sign in with Example ID' }));
      await page.locator('input[name=login]').fill('eva');
      await page.locator('input[name=password]').fill('whatever');
      await follow(page.locator('button[type=submit]'));
      await follow(page.locator('button[type=submit]'));
      await page.waitForURL('**/maintenance');
      expect(await page.locator('.visitor').innerText()).to.contain('eva@example.org Example');
      const account = await site.store.accounts.account('eva@example.org');
      expect(account?.subject).to.equal(`${provider.issuer} eva`);
      const [last] = await site.store.audit.latest(1);
      expect(last).to.include({ kind: 'signed in', who: 'eva@example.org', about: 'Example ID' });
    } finally {
      await browser.close();
    }
  });

  for (const [name, why] of [
    ['tom', 'who has no account'],
    ['unverified', 'whose address is not verified'],
  ] as const) {
    it(`refuses somebody ${why}`, async function () {
      if (name === 'unverified') await site.account('unverified@example.org', 'engineer');
      const browser = await openBrowser(this);
      try {
        const page = await (await openContext(browser)).newPage();
        await page.goto(`${site.url}/sign-in/openid`);
        await page.locator('input[name=login]').fill(name);
        await page.locator('input[name=password]').fill('whatever');
        await follow(page.locator('button[type=submit]'));
        await follow(page.locator('button[type=submit]'));
        await page.getByText('there is no account for you here').waitFor();
        expect((await page.context().cookies(site.url)).map((each) => each.name)).to.not.include(
          'watchclock_session',
        );
      } finally {
        await browser.close();
      }
    });
  }

  it('takes no answer that it did not ask for', async () => {
    const stolen = `${site.url}/sign-in/openid/callback?code=stolen&state=guessed`;
    expect((await fetch(stolen)).status).to.equal(403);
    const begun = await fetch(`${site.url}/sign-in/openid`, { redirect: 'manual' });
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await fetch(stolen, { headers: { cookie } });
    expect(answer.status).to.equal(403);
    expect(answer.headers.getSetCookie().join()).to.not.contain('watchclock_session');
  });

  /** Goes to the provider, lets `meanwhile` happen on the way, and answers what the page says after the return. */
  const travel = async (context: Mocha.Context, meanwhile: (cookie: string) => Promise<void>) => {
    const browser = await openBrowser(context);
    try {
      const page = await (await openContext(browser)).newPage();
      await page.goto(`${site.url}/sign-in/openid`);
      await page.locator('input[name=login]').fill('eva');
      await page.locator('input[name=password]').fill('whatever');
      await follow(page.locator('button[type=submit]'));
      const cookies = await page.context().cookies(`${site.url}/sign-in/openid`);
      await meanwhile(cookies.find(({ name }) => name === 'watchclock_openid')?.value ?? '');
      await follow(page.locator('button[type=submit]'));
      await page.getByText('Forbidden').first().waitFor();
      const names = (await page.context().cookies(site.url)).map(({ name }) => name);
      expect(names).to.not.include('watchclock_session');
      return await page.locator('main').innerText();
    } finally {
      await browser.close();
    }
  };

  for (const part of ['nonce', 'state', 'verifier'] as const) {
    it(`refuses an answer that belongs to another ${part}`, async function () {
      const said = await travel(this, async (cookie) => {
        const digest = tokenDigest(cookie);
        const kept = await site.store.journeys.take(digest, site.now);
        if (kept === undefined) throw new Error('nobody is on the way');
        const journey = { ...kept.journey, [part]: 'x'.repeat(43) };
        const times = { now: site.now, until: site.now + 60_000 };
        await site.store.journeys.keep(digest, { ...kept, journey }, times);
      });
      expect(said).to.contain('it does not vouch for you');
    });
  }

  it('refuses an ID token that has expired', async function () {
    provider.idTokensEnd(-3_600);
    try {
      expect(await travel(this, async () => undefined)).to.contain('it does not vouch for you');
    } finally {
      provider.idTokensEnd(3_600);
    }
  });

  it('refuses an account that was disabled', async function () {
    await site.store.accounts.change('eva@example.org', { disabledAt: site.now });
    const said = await travel(this, async () => undefined);
    expect(said).to.contain('there is no account for you here');
    await site.store.accounts.change('eva@example.org', { disabledAt: null });
  });

  it('sends nobody to a provider that calls itself otherwise than it is configured', async () => {
    const other = openIdProvider({
      ...{ client_id: 'watchclock', client_secret: secret('a-secret-of-the-tests') },
      ...{ name: 'Example ID', claim: 'email' },
      issuer: provider.issuer.replace('127.0.0.1', 'localhost'),
    });
    const elsewhere = await openSite(Date.now(), { openid: other });
    try {
      const answer = await fetch(`${elsewhere.url}/sign-in/openid`, { redirect: 'manual' });
      expect(answer.status).to.equal(502);
      expect(await answer.text()).to.contain('Example ID cannot be asked for now');
    } finally {
      await elsewhere.close();
    }
  });
});
