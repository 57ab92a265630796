import { type Browser, chromium } from 'playwright-core';
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

/** The real Chromium; where it is missing, the suite in whose `before` this is called is skipped. */
export function openBrowser(context: Mocha.Context): Promise<Browser> {
  return chromium.launch({ executablePath: peer(context, 'chromium'), args });
}
