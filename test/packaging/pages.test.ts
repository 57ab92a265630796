import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../built.ts';
import { startGateway } from '../gateway/gateway-process.ts';
import { install } from '../gateway/installation.ts';

describe('the gateway of the built program', () => {
  it('serves its pages and what belongs to them', async () => {
    const installation = await install();
    const gateway = await startGateway(installation.config, [join(built(), 'watchclock')]);
    try {
      const page = await (await fetch(gateway.url)).text();
      expect(page).to.contain('<title>Nothing is wrong · watchclock</title>');
      const assets = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
        ([, path]) => path,
      );
      expect(assets).to.include.members(['/assets/style.css', '/assets/live.js']);
      for (const path of assets) {
        const { status, headers } = await fetch(gateway.url + path);
        expect(status).to.equal(200);
        expect(headers.get('content-type')).to.match(/^(text\/css|text\/javascript|image\/svg)/);
      }
      const description = await (await fetch(`${gateway.url}/api/openapi.json`)).json();
      expect(description).to.have.property('openapi', '3.1.0');
    } finally {
      await gateway.stop();
      await installation.remove();
    }
  });
});
