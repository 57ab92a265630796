import { expect } from 'chai';
import fc from 'fast-check';
import { parsePerfdata } from '../../../plugins/check/parse-perfdata.ts';
import { formatPerfDatum } from '../../../plugins/check/perfdata.ts';
import { parseRange } from '../../../plugins/check/range.ts';

describe('the perfdata of a plugin', () => {
  it('is read with its unit, limits and bounds', () => {
    expect(parsePerfdata('/data=31457280B;94371840;@5:10;0;104857600')).to.deep.equal([
      {
        ...{ label: '/data', value: 31_457_280, unit: 'B' },
        ...{ warning: parseRange('94371840'), critical: parseRange('@5:10') },
        ...{ min: 0, max: 104_857_600 },
      },
    ]);
  });

  const figures: readonly (readonly [string, string, number | undefined, string])[] = [
    ['users=2', 'users', 2, ''],
    ['rta=U;100;200;;', 'rta', undefined, ''],
    ["'C:\\ used %'=81%;90;95", 'C:\\ used %', 81, '%'],
    ["'it''s'=1", "it's", 1, ''],
    ["'a=b'=1", 'a=b', 1, ''],
    ["''''=1", "'", 1, ''],
    ['time=0,012s', 'time', 0.012, 's'],
    ['x=-.5e-3ms', 'x', -0.0005, 'ms'],
    ['in=12c', 'in', 12, 'c'],
    ['rate=3.5MB/s', 'rate', 3.5, 'MB/s'],
    ['température=21.5°C', 'température', 21.5, '°C'],
    ['multi::disk::/=1', 'multi::disk::/', 1, ''],
  ];
  for (const [text, label, value, unit] of figures) {
    it(`is read from ${text}`, () => {
      const [only, ...more] = parsePerfdata(text);
      expect(more).to.deep.equal([]);
      expect([only?.label, only?.value, only?.unit]).to.deep.equal([label, value, unit]);
    });
  }

  it('is read over blanks, line ends and what is no figure', () => {
    const text = " a=1 \n junk 'open x= =3 y=1.2.3 z=1e999 'q' b=2;\tc=3;;;;";
    expect(parsePerfdata(text).map(({ label }) => label)).to.deep.equal(['a', 'b', 'c']);
  });

  it('is read without the limits that are none', () => {
    expect(parsePerfdata('a=1;x;20:10;low;high')).to.deep.equal([
      { label: 'a', value: 1, unit: '' },
    ]);
  });

  it('comes back as it was written, whatever the labels', () => {
    const label = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[|\s]/.test(text));
    const spaced = fc.tuple(label, label).map(([a, b]) => `${a} ${b}`);
    const datum = fc.record({
      label: fc.oneof(label, spaced),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      unit: fc.constantFrom('s', '%', 'B', 'c', undefined),
    });
    fc.assert(
      fc.property(fc.array(datum), (data) => {
        const read = parsePerfdata(data.map(formatPerfDatum).join(' '));
        // Minus zero is written as zero.
        const wanted = data.map((one) => ({ ...one, unit: one.unit ?? '', value: one.value + 0 }));
        expect(read).to.deep.equal(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it('is read or passed over, whatever the text, and holds finite figures only', () => {
    const piece = fc.oneof(
      fc.constantFrom("'", "''", '=', ';', ' ', '\n', 'U', '1', '-', '.', 'e9', ':', '@', '~', 'a'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { label, value = 0, min = 0, max = 0 } of parsePerfdata(pieces.join(''))) {
          expect(label).to.not.equal('');
          expect([value, min, max].every(Number.isFinite)).to.equal(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take longer and longer for a text that is made to', () => {
    for (const piece of ["'a ", " '''", "'a'' ", 'a=', " ''a", "'=", "=1'"]) {
      parsePerfdata(piece.repeat(200_000));
    }
  });
});
