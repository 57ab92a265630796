import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
} from 'playwright-core';
import { peer } from '../../peers/peer.ts';

/** What keeps a Chromium in a test from looking around. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Ends what hangs, in milliseconds; it judges no speed. */
const timeout = 120_000;

/** A real Chromium at a path. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args, timeout });
}

/** The real Chromium; where it is missing, the suite in whose `before` this is called is skipped. */
export function openBrowser(context: Mocha.Context): Promise<Browser> {
  return launchBrowser(peer(context, 'chromium'));
}

/** Somebody of their own in front of a browser, who is as patient as the tests are. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(timeout);
  return context;
}

/** Clicks what leads to another page, a link or a button of a form, and waits until that page is there. */
export async function follow(target: Locator): Promise<void> {
  const arrival = target.page().waitForEvent('domcontentloaded');
  await target.click();
  await arrival;
}
