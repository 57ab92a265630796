import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import type { StoreAddress } from '../../../../gateway/store/address.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { databases } from '../../../peers/shared-postgresql.ts';
import { follow, openBrowser, openContext } from '../browser.ts';
import { post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

/** A site and somebody with a browser in front of it. */
export interface Stage {
  readonly site: Site;
  readonly page: Page;
  /** What the browser complained about; a breach of the content policy is among it. */
  readonly complaints: readonly string[];
  /** Delivers results of checks. */
  readonly results: (...list: object[]) => Promise<unknown>;
  /** Does something to an incident, through the API. */
  readonly act: (id: number, body: object) => Promise<unknown>;
  /** Goes to a path. */
  readonly open: (path: string) => Promise<unknown>;
  /** Signs in as Eva Example and goes to a path. */
  readonly signIn: (next?: string) => Promise<void>;
  /** The face of a clock; the first of that name on the page. */
  readonly clock: (name: string) => Locator;
}

/** What `onStage` runs. */
type Act = (stage: Stage) => Promise<void>;

/** Makes tests of acts: each has a fresh stage. */
export type OnStage = (act: Act) => () => Promise<void>;

/** Describes flows with a store in a file, and again with one on PostgreSQL. */
export function onEachStore(
  title: string,
  options: BrowserContextOptions,
  flows: (onStage: OnStage) => void,
): void {
  describe(`${title}, on SQLite`, () => flows(stages(options)));
  describe(`${title}, on PostgreSQL`, () => flows(stages(options, 'postgresql')));
}

/** Opens one real Chromium for the suite that it is called in, and a fresh stage for each act. */
export function stages(
  options: BrowserContextOptions = {},
  kind: StoreAddress['kind'] = 'sqlite',
): OnStage {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof databases>> | undefined;
  before(async function () {
    browser = await openBrowser(this);
    if (kind === 'postgresql') server = await databases(this);
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
  });
  return (act) => async () => {
    const url = server?.createDatabase();
    const address =
      url === undefined ? undefined : ({ kind: 'postgresql', url: secret(url) } as const);
    const site = await openSite(undefined, { address });
    const context = await openContext(browser, options);
    // The time of the pages stands still: a busy machine must not see a clock go on before it looks.
    if (options.javaScriptEnabled !== false) await context.clock.setFixedTime(site.now);
    try {
      await act(await stageOf(site, context));
    } finally {
      await context.close();
      await site.close();
    }
  };
}

async function stageOf(site: Site, context: BrowserContext): Promise<Stage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const open = (path: string) => page.goto(site.url + path);
  return {
    site,
    page,
    complaints,
    open,
    results: (...list) => post(site, '/api/v1/results', list),
    act: (id, body) => post(site, `/api/v1/incidents/${id}/events`, body),
    signIn: async (next = '/') => {
      await open(`/sign-in?next=${next}`);
      // Where there are accounts, it is folded up.
      const fold = page.locator('summary', { hasText: 'own token' });
      if ((await fold.count()) > 0) await fold.click();
      await page.getByLabel('Your name').fill('Eva Example');
      await page.getByLabel('Token').fill(site.token);
      const form = page.locator('main form', { has: page.locator('input[name=token]') });
      await follow(form.getByRole('button', { name: 'Sign in' }));
    },
    clock: (name) => page.locator('.clock', { hasText: name }).first(),
  };
}
