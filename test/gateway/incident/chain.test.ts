import { expect } from 'chai';
import fc from 'fast-check';
import {
  canonicalDigest,
  canonicalJson,
  digestOf,
  eventHash,
} from '../../../gateway/incident/chain.ts';

describe('canonical JSON', () => {
  it('is the same for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).to.equal(canonicalJson(value));
      }),
    );
  });

  it('reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(canonicalJson(plain))).to.deep.equal(plain);
      }),
    );
  });

  it('can be digested without being held as a whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalDigest(value)).to.equal(digestOf(canonicalJson(value)));
      }),
    );
  });

  it('sorts keys by UTF-16 units, as RFC 8785 says', () => {
    expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2, a: 3, 10: 4, 2: 5 })).to.equal(
      '{"10":4,"2":5,"a":3,"\u{1F600}":1,"\uFB33":2}',
    );
  });
});

describe('the hash of an event', () => {
  const event = {
    incident: 1,
    version: 1,
    at: 1,
    receivedAt: 2,
    actor: { kind: 'gateway' },
    event: { kind: 'closed' },
    previousHash: null,
  };
  it('is SHA-256 over its canonical JSON', () => {
    expect(eventHash(event)).to.equal(
      // printf '%s' '{"actor":{"kind":"gateway"},"at":1,"event":{"kind":"closed"},"incident":1,
      // "previousHash":null,"receivedAt":2,"version":1}' (in one line) | sha256sum
      '3dc2244051e571a438f3a5522b7dd40d69d6ec09ce0c4b0873be43ee8052285b',
    );
  });
  for (const change of [
    { incident: 2 },
    { version: 2 },
    { at: 2 },
    { receivedAt: 3 },
    { actor: { kind: 'engineer' } },
    { event: { kind: 'responded' } },
    { previousHash: 'x' },
  ]) {
    it(`changes with ${Object.keys(change)}`, () => {
      expect(eventHash({ ...event, ...change })).to.not.equal(eventHash(event));
    });
  }
});
