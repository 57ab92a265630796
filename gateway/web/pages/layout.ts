import type { Viewer } from '../../access/viewer.ts';
import { type Html, html } from '../html.ts';
import { places } from './places.ts';

/** What every page shows besides its own content. */
export interface Frame {
  readonly title: string;
  /** Who looks; undefined for somebody who is not known. */
  readonly visitor: Visitor | undefined;
  /** The path of this page, to come back to after signing in. */
  readonly path: string;
  /** The page's own script in `assets/`, besides the one that counts down. */
  readonly script?: string;
  /** Without a script, the page comes anew every so many seconds. */
  readonly refresh?: number;
}

/** Somebody who looks, with the key that forms carry; without one they have not signed in. */
export interface Visitor {
  readonly viewer: Viewer;
  readonly formKey: string | undefined;
}

/** A whole page around some content. */
export function page({ title, visitor, path, script, refresh }: Frame, content: Html): Html {
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
  ${script !== undefined && html`<script src="/assets/${script}" type="module"></script>`}
  ${refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>`}
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header class="bar">
    <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">watchclock</a>
    <nav aria-label="Pages">${navigation(visitor, path)}</nav>
    <div class="visitor">${visitorBox(visitor, path)}</div>
  </header>
  <p id="stale" class="notice" role="status" hidden>The gateway does not answer: this is how it was before.</p>
  <main id="content" tabindex="-1">
${content}
  </main>
</body>
</html>
`;
}

function navigation(visitor: Visitor | undefined, path: string): readonly Html[] {
  if (visitor === undefined) return [];
  const current = path.split('?', 1)[0] ?? '';
  return places
    .filter(({ fits }) => fits(visitor.viewer))
    .map((place) =>
      place.path === current
        ? html`<a href="${place.path}" aria-current="page">${place.name}</a>`
        : html`<a href="${place.path}">${place.name}</a>`,
    );
}

function visitorBox(visitor: Visitor | undefined, path: string): Html {
  if (visitor?.formKey === undefined) {
    const next = path === '' || path.startsWith('/sign-in') ? '/' : path;
    return html`<a href="/sign-in?next=${encodeURIComponent(next)}">Sign in</a>`;
  }
  const { viewer, formKey } = visitor;
  return html`<form method="post" action="/sign-out">
    <input type="hidden" name="form_key" value="${formKey}">
    ${viewer.account === null ? html`<span class="who">${viewer.name}</span>` : html`<a class="who" href="/account">${viewer.name}</a>`} <button class="quiet">Sign out</button>
  </form>`;
}
