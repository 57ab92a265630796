import { html, render } from './html.ts';
import { page, type Visitor } from './pages/layout.ts';

/** A problem, and who has it. */
interface ShownProblem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly visitor: Visitor | undefined;
}

/** A problem as a page, for somebody with a browser. */
export function problemPage({ status, title, detail, visitor }: ShownProblem): string {
  const content = html`<section class="panel problem">
    <h1>${title}</h1>
    <p><bdi>${detail}</bdi></p>
    <p><a href="/">To the open incidents</a></p>
    <p class="who">${status}</p>
  </section>`;
  return render(page({ title, visitor, path: '' }, content));
}
