import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '../gateway/web/browser.ts';
import { critical, post } from '../gateway/web/call.ts';
import { openSite, type Site } from '../gateway/web/site.ts';
import type { BenchLine } from './line.ts';

const incidents = 10_000;
const watchers = 200;
/** How long the watchers are measured, in seconds, and how many incidents change in each. */
const watched = { seconds: 10, changes: 2 };

const filters = [
  '',
  '?customer=customer-b',
  '?severity=A&severity=B',
  '?status=overdue',
  '?status=paused',
  '?status=waiting',
  '?status=unanswered&q=h-99',
  '?q=connection+refused+app-1',
  '?q=nothing-is-like-this',
  '?mine=1',
];

/** The board of very many open incidents: its first answer, any filter's answer, and what its watchers cost. */
export async function bench(): Promise<readonly BenchLine[]> {
  const site = await openSite();
  try {
    await fill(site);
    const first = await timeOf(site, '');
    const answers: number[] = [];
    for (const filter of [...filters, ...filters]) answers.push(await timeOf(site, filter));
    const seen = await inBrowser(site);
    const share = await shareOfWatchers(site);
    const many = incidents.toLocaleString('en');
    return [
      line(`board of ${many} open incidents, first answer, ms`, first, 1_000),
      line(`board of ${many} open incidents, slowest filter, ms`, Math.max(...answers), 200),
      line(`board of ${many} in Chromium, until a key works, ms`, seen.interactive, 1_000),
      line(`board of ${many} in Chromium, slowest filter, ms`, seen.filter, 200),
      line(`${watchers} watchers of it, share of a core`, share, 0.25),
    ];
  } finally {
    await site.close();
  }
}

function line(what: string, ours: number, theirs: number): BenchLine {
  return { what, ours, peer: 'what is promised', theirs, goal: { atMost: 1 } };
}

async function fill(site: Site): Promise<void> {
  const hosts = Array.from({ length: incidents }, (_, index) => `h-${index}`);
  for (let start = 0; start < hosts.length; start += 1_000) {
    const some = hosts.slice(start, start + 1_000);
    site.now += 60_000;
    await post(
      site,
      '/api/v1/results',
      some.map((host) => critical({ host })),
    );
  }
}

async function timeOf({ url }: Site, query: string): Promise<number> {
  const start = performance.now();
  await (await fetch(`${url}/${query}`)).text();
  return performance.now() - start;
}

/** What somebody in front of a real browser waits for: until a key works, and until a filter's answer stands there. */
async function inBrowser({ url }: Site) {
  const browser = await launchBrowser('/usr/bin/chromium');
  try {
    const page = await browser.newPage();
    // The first page of a fresh browser waits for the browser itself.
    await page.goto(`${url}/duty`);
    const start = performance.now();
    await page.goto(url);
    await page.keyboard.press('j');
    await page.locator('#board h2 a:focus').waitFor();
    const interactive = performance.now() - start;
    const answers: number[] = [];
    for (const status of ['overdue', 'paused', 'waiting', 'unanswered', '']) {
      answers.push(Number(await page.evaluate(`(${choosing})('${status}')`)));
    }
    return { interactive, filter: Math.max(...answers) };
  } finally {
    await browser.close();
  }
}

/** Runs in the browser: chooses a state, and answers after how many milliseconds another board stood there. */
const choosing = `async (status) => {
  const [before, start] = [document.querySelector('#board'), performance.now()];
  const field = document.querySelector('#filter [name=status]');
  field.value = status;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  while (document.querySelector('#board') === before) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}`;

/** The share of one core that this process, the gateway's, uses while others watch and incidents change. */
async function shareOfWatchers(site: Site): Promise<number> {
  const browsers = await startWatchers(site.url);
  try {
    await sleep(1_000);
    const before = process.cpuUsage();
    for (let change = 1; change <= watched.seconds * watched.changes; change += 1) {
      await post(site, `/api/v1/incidents/${change}/events`, { kind: 'note', text: 'x' });
      await sleep(1_000 / watched.changes);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / watched.seconds;
  } finally {
    browsers.kill();
  }
}

/** Another process, so that what watching costs the watchers is not counted. */
async function startWatchers(url: string): Promise<ChildProcess> {
  const script = `
    for (let index = 0; index < ${watchers}; index += 1) {
      const answer = await fetch('${url}/board/changes?severity=' + 'ABCD'[index % 4]);
      (async () => { for await (const chunk of answer.body); })();
    }
    console.log('watching');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the watchers cannot be heard');
  await once(child.stdout, 'data');
  return child;
}
