import { expect } from 'chai';
import { type HtmlValue, html, render } from '../../../gateway/web/html.ts';

describe('a template of HTML', () => {
  const cases: [string, HtmlValue, string][] = [
    ['a text', '<b a="1">&\'', '&lt;b a=&quot;1&quot;&gt;&amp;&#39;'],
    ['HTML', html`<i>${'<'}</i>`, '<i>&lt;</i>'],
    ['a list', ['a', html`<br>`, ['b', 1]], 'a<br>b1'],
    ['a number', 0, '0'],
    ['nothing', [null, undefined, false, ''], ''],
    [
      'control characters',
      'a\u0000\u001b[31m\u007f\u0085\n\tb',
      'a\ufffd\ufffd[31m\ufffd\ufffd\n\tb',
    ],
    ['what a template would take for an escape', '\\n`$', '\\n`$'],
  ];
  for (const [title, value, expected] of cases) {
    it(`shows ${title}`, () => {
      expect(render(html`<p>${value}</p>`)).to.equal(`<p>${expected}</p>`);
    });
  }

  it('takes nothing that came as JSON for HTML', () => {
    const forged = JSON.parse('{"markup":"<script>","html":"<script>"}') as HtmlValue;
    expect(() => render(html`${forged}`)).to.throw();
  });
});
