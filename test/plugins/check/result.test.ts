import { expect } from 'chai';
import fc from 'fast-check';
import { formatPerfDatum } from '../../../plugins/check/perfdata.ts';
import { cutToBytes, renderResult } from '../../../plugins/check/result.ts';

describe('perfdata', () => {
  it('is written with the limits that are given and closed where the last one stands', () => {
    const written = [
      { label: 'users', value: 2 },
      { label: 'pl', value: 0, unit: '%', warning: '10', critical: '20', min: 0, max: '' },
      { label: 'size', value: 126, unit: 'B', min: 0 },
      { label: 'rta', value: 'U' },
    ] as const;
    expect(written.map(formatPerfDatum)).to.deep.equal([
      'users=2',
      'pl=0%;10;20;0;',
      'size=126B;;;0',
      'rta=U',
    ]);
  });

  it('quotes a label with a blank, an equals sign or a quote', () => {
    const label = (text: string) => formatPerfDatum({ label: text, value: 1 });
    expect(['/a', '/a b', 'a=b', "it's", '/a|b'].map(label)).to.deep.equal([
      '/a=1',
      "'/a b'=1",
      "'a=b'=1",
      "'it''s'=1",
      '/a,b=1',
    ]);
  });
});

describe('the output of a check', () => {
  it('is the summary, the perfdata and the details', () => {
    const result = {
      status: 'OK',
      summary: 'USERS OK - 2 users',
      perfdata: [{ label: 'users', value: 2, min: 0 }],
      details: ['root', 'alice'],
    } as const;
    expect(renderResult(result)).to.equal('USERS OK - 2 users|users=2;;;0\nroot\nalice');
  });

  it('lets no text pass for perfdata or for another line', () => {
    const output = renderResult({
      status: 'OK',
      summary: 'a | b\nc\r\0d',
      perfdata: [{ label: 'x\ny|z', value: 1 }],
      details: ['e|f\ng', 'h\ri\r'],
    });
    expect(output).to.equal("a , b c d|'x y,z'=1\ne,f\ng\nh i\r");
  });

  it('has one bar at most, and as many lines as it was given, whatever the texts', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.array(text), (summary, label, details) => {
        const perfdata = [{ label, value: 1 }];
        const output = renderResult({ status: 'OK', summary, perfdata, details });
        expect(output.match(/\|/g)).to.have.length(1);
        const lines = details.flatMap((detail) => detail.split('\n'));
        expect(output.split('\n')).to.have.length(1 + lines.length);
      }),
    );
  });

  it('is cut between characters, never inside one', () => {
    const cuts: [number, string][] = [
      [0, ''],
      [1, 'a'],
      [2, 'a'],
      [3, 'aä'],
      [5, 'aä'],
      [6, 'aä€'],
      [9, 'aä€'],
      [10, 'aä€😀'],
      [99, 'aä€😀'],
    ];
    for (const [limit, text] of cuts) expect(cutToBytes('aä€😀', limit)).to.equal(text);
  });
});
