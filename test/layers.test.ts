import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { importCircles, layerViolations } from './layers.ts';

const rooms = ['plugins', 'gateway', 'sla', 'nagios-config'];

describe('the layers', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${room}/${name}`),
  );
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

  it('are kept by every file', () => {
    expect(layerViolations(sources)).to.deep.equal([]);
  });

  it('have no files that import each other in a circle', () => {
    expect(importCircles(sources)).to.deep.equal([]);
  });

  it('would tell of a circle, also of one of types only', () => {
    const circle = new Map([
      ['sla/a.ts', `import { b } from './b.ts';`],
      ['sla/b.ts', `import type { C } from './c.ts';`],
      ['sla/c.ts', `import type { A } from './a.ts';`],
    ]);
    expect(importCircles(circle)).to.deep.equal([['sla/a.ts', 'sla/b.ts', 'sla/c.ts']]);
  });

  const breaches: [string, string, string][] = [
    [
      'plugins/check_load.ts',
      `import { x } from '../gateway/intake.ts';`,
      'plugins may import nothing of ours',
    ],
    [
      'plugins/check_load.ts',
      `import type { X } from './agent/schedule.ts';`,
      'a check imports check/, host/ and its own room only',
    ],
    [
      'plugins/http/judge.ts',
      `import { x } from '../ping/settle.ts';`,
      'a check imports check/, host/ and its own room only',
    ],
    [
      'plugins/check_load.ts',
      `import { x } from './procs/filter.ts';`,
      'a check imports check/, host/ and its own room only',
    ],
    ['plugins/worker/holder.ts', `import { execute } from './executor.ts';`, 'loads no check'],
    [
      'plugins/check/range.ts',
      `import { x } from '../host/proc.ts';`,
      'check/ imports nothing of ours outside itself',
    ],
    [
      'sla/clock.ts',
      `import { x } from '../plugins/check/range.ts';`,
      'sla may import nothing of ours',
    ],
    ['sla/clock.ts', `import { readFileSync } from 'node:fs';`, 'sla does no I/O'],
    ['sla/clock.ts', 'export const now = () => Date.now();', 'time is an argument'],
    ['sla/clock.ts', 'export const now = () => Temporal.Now.instant();', 'time is an argument'],
    ['gateway/incident.ts', 'export const now = () => new Date();', 'time is an argument'],
    [
      'gateway/intake.ts',
      `import { DatabaseSync } from 'node:sqlite';`,
      'only gateway/store/sqlite.ts may',
    ],
    ['gateway/store/sqlite.ts', `import pg from 'pg';`, 'only gateway/store/postgresql.ts may'],
    [
      'gateway/web/server.ts',
      `import { x } from '../../nagios-config/generate.ts';`,
      'gateway may import',
    ],
    [
      'gateway/receivers/nsca/receiver.ts',
      `import { x } from '../nrdp/decode.ts';`,
      'a receiver knows neither',
    ],
    [
      'gateway/receivers/nsca/receiver.ts',
      `const x = await import('../../store/sqlite.ts');`,
      'a receiver knows neither',
    ],
    [
      'nagios-config/inventory.ts',
      `import { x } from '../gateway/config.ts';`,
      'nagios-config may import plugins, sla',
    ],
  ];
  for (const [file, source, sentence] of breaches) {
    it(`forbid in ${file}: ${source}`, () => {
      const violations = layerViolations(new Map([[file, source]]));
      expect(violations).to.have.length(1);
      expect(violations[0]).to.contain(sentence);
    });
  }
});
