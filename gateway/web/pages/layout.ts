import { type Html, html } from '../html.ts';
import type { Session } from '../session.ts';

/** What every page shows besides its own content. */
export interface Frame {
  readonly title: string;
  /** Who looks, with the key that forms carry; undefined for somebody who has not signed in. */
  readonly visitor: Visitor | undefined;
  /** The path of this page, to come back to after signing in. */
  readonly path: string;
  /** Content that is fetched anew every so many seconds. */
  readonly refresh?: number;
}

/** Somebody who has signed in. */
export interface Visitor {
  readonly session: Session;
  readonly formKey: string;
}

/** A whole page around some content. */
export function page({ title, visitor, path, refresh }: Frame, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · watchclock</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/style.css">
  <script src="/assets/live.js" type="module"></script>
  ${refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>`}
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header class="bar">
    <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">watchclock</a>
    <nav aria-label="Pages">${places.map((place) => link(place, path))}</nav>
    <div class="visitor">${visitorBox(visitor, path)}</div>
  </header>
  <p id="stale" class="notice" role="status" hidden>The gateway does not answer: this is how it was before.</p>
  <main id="content" tabindex="-1" ${refresh !== undefined && html`data-refresh="${refresh}"`}>
${content}
  </main>
</body>
</html>
`;
}

interface Place {
  readonly path: string;
  readonly name: string;
}

const places: readonly Place[] = [
  { path: '/', name: 'Open' },
  { path: '/resolved', name: 'Resolved' },
];

function link({ path, name }: Place, current: string): Html {
  return path === current
    ? html`<a href="${path}" aria-current="page">${name}</a>`
    : html`<a href="${path}">${name}</a>`;
}

function visitorBox(visitor: Visitor | undefined, path: string): Html {
  if (visitor === undefined) {
    return html`<a href="/sign-in?next=${encodeURIComponent(path)}">Sign in</a>`;
  }
  return html`<form method="post" action="/sign-out">
    <input type="hidden" name="form_key" value="${visitor.formKey}">
    <span class="who">${visitor.session.name}</span> <button class="quiet">Sign out</button>
  </form>`;
}
