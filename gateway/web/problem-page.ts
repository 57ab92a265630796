import { html, render } from './html.ts';
import { page } from './pages/layout.ts';

/** A problem as a page, for somebody with a browser. */
export function problemPage(status: number, title: string, detail: string): string {
  const content = html`<section class="panel problem">
    <h1>${title}</h1>
    <p><bdi>${detail}</bdi></p>
    <p><a href="/">To the open incidents</a></p>
    <p class="who">${status}</p>
  </section>`;
  return render(page({ title, visitor: undefined, path: '/' }, content));
}
