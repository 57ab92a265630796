import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeNrdpChecks,
  decodeNrdpReply,
  encodeNrdpChecks,
  encodeNrdpReply,
} from '../../../plugins/wire/nrdp.ts';
import type { PassiveCheck } from '../../../plugins/wire/passive-check.ts';

const text = fc.string({ unit: fc.constantFrom('a', '<', '&', '>', '"', 'é', '😀', ' ', ']') });
const name = text.map((rest) => `n${rest.trim()}`);
const check: fc.Arbitrary<PassiveCheck> = fc.record({
  host: name,
  service: fc.option(name),
  code: fc.constantFrom(0, 1, 2, 3),
  output: text,
  at: fc.integer({ min: 1, max: 2 ** 32 }).map((seconds) => seconds * 1000),
});
const now = 1_790_000_000_000;

describe('the results of NRDP', () => {
  it('come back as they were written', () => {
    const checks = fc.array(check, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(checks, (values) => {
        const decoded = decodeNrdpChecks(encodeNrdpChecks(values), 'xml', now);
        const value = values.map((value) => ({ kind: 'value', value }));
        expect(decoded).to.deep.equal({ kind: 'value', value });
      }),
    );
  });

  const expected = { host: 'web1', service: 'load', code: 1, output: '007 | a=1', at: now };
  it('are read from the XML of other clients', () => {
    const xml = `<?xml version="1.0"?>
<checkresults>
  <checkresult type="service" checktype="1">
    <hostname>web1</hostname> <servicename>load</servicename>
    <state>1</state><output><![CDATA[007 | a=1]]></output>
  </checkresult>
  <checkresult type='host'><hostname>web1</hostname><state>9</state><output/></checkresult>
</checkresults>`;
    expect(decodeNrdpChecks(xml, 'xml', now)).to.deep.equal({
      kind: 'value',
      value: [
        { kind: 'value', value: expected },
        { kind: 'wrong', why: 'there is no status 9' },
      ],
    });
  });

  it('are read from JSON', () => {
    const json = JSON.stringify({
      checkresults: [
        {
          checkresult: { type: 'service', checktype: '1' },
          hostname: 'web1',
          servicename: 'load',
          state: '1',
          output: '007 | a=1',
        },
        { checkresult: { type: 'host' }, hostname: 'web1', state: 0, output: 'up', time: 1000 },
      ],
    });
    expect(decodeNrdpChecks(json, 'json', now)).to.deep.equal({
      kind: 'value',
      value: [
        { kind: 'value', value: expected },
        {
          kind: 'value',
          value: { host: 'web1', service: null, code: 0, output: 'up', at: 1_000_000 },
        },
      ],
    });
  });

  const entity = '<!DOCTYPE a [<!ENTITY b "c">]><checkresults><checkresult/></checkresults>';
  for (const [form, data, why] of [
    ['xml', 'no xml', 'BAD XML'],
    ['xml', '<checkresults><checkresult></checkresults>', 'BAD XML'],
    ['xml', entity, 'BAD XML'],
    ['xml', '<other/>', 'BAD XML'],
    ['xml', '<checkresults></checkresults>', 'NO DATA'],
    ['json', '{', 'BAD JSON'],
    ['json', '{"checkresults": 1}', 'BAD JSON'],
    ['json', '{"checkresults": []}', 'NO DATA'],
  ] as const) {
    it(`are ${why} when they are ${data}`, () => {
      expect(decodeNrdpChecks(data, form, now)).to.deep.equal({ kind: 'wrong', why });
    });
  }

  it('never make the decoder throw', () => {
    const part = fc.constantFrom(
      '<checkresults>',
      '</checkresults>',
      '<checkresult',
      '>',
      '{',
      '"a":',
      '[',
      'null',
    );
    const property = fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      for (const form of ['xml', 'json'] as const) decodeNrdpChecks(parts.join(''), form, now);
      decodeNrdpReply(parts.join(''));
    });
    fc.assert(property, { numRuns: process.env.WATCHCLOCK_SOAK === '1' ? 1_000_000 : 2_000 });
  });
});

describe('the answer of NRDP', () => {
  for (const form of ['xml', 'json'] as const) {
    it(`comes back as it was written, as ${form}`, () => {
      for (const reply of [
        { status: 0, message: 'OK', output: '1 checks processed.' },
        { status: -1, message: 'BAD TOKEN' },
      ]) {
        expect(decodeNrdpReply(encodeNrdpReply(reply, form))).to.deep.equal(reply);
      }
    });
  }

  it('is not taken from another page', () => {
    expect(decodeNrdpReply('<html><body>Welcome</body></html>')).to.equal(undefined);
  });
});
