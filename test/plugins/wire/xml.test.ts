import { expect } from 'chai';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseXml, type XmlElement } from '../../../plugins/wire/xml.ts';

describe('a document of XML', () => {
  it('is its root, with attributes, characters and what stands in it', () => {
    const text = `\uFEFF<?xml version="1.0"?>\n<!-- a list --><list of='two &amp; "more"' n="1">
      <one>a &lt; b &#233;&#xe9; &copy;</one><two><![CDATA[<&]]> end</two><three/></list>\n`;
    expect(parseXml(text)).to.deep.include({
      name: 'list',
      attributes: { of: 'two & "more"', n: '1' },
      children: [
        { name: 'one', attributes: {}, children: [], text: 'a < b éé &copy;' },
        { name: 'two', attributes: {}, children: [], text: '<& end' },
        { name: 'three', attributes: {}, children: [], text: '' },
      ],
    });
  });

  for (const text of [
    '',
    'words',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>words',
    '<a>fish & chips</a>',
    '<a>&#1114112;</a>',
    '<a b="&"/>',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a b="1"c="2"/>',
    '<1/>',
    '<a><![CDATA[</a>',
    '<!-- <a/>',
    '<!DOCTYPE a><a/>',
  ]) {
    it(`is none: ${text}`, () => {
      expect(parseXml(text)).to.equal(undefined);
    });
  }

  it('may hold a name that every object has', () => {
    const root = parseXml('<a __proto__="b" constructor="c"/>');
    expect(Object.entries(root?.attributes ?? {})).to.deep.equal([
      ['__proto__', 'b'],
      ['constructor', 'c'],
    ]);
  });

  it('says what another reader reads in it', () => {
    fc.assert(
      fc.property(element, (text) => {
        expect(XMLValidator.validate(text)).to.equal(true);
        expect(asOther(parseXml(text))).to.deep.equal(withoutEmpty(parser.parse(text)));
      }),
    );
  });

  it('is read in no time that grows faster than its length, however it is broken', () => {
    const many = 200_000;
    for (const part of ['<a>', '<a ', '<a b="', '&', '<![CDATA[', '<!--', ' ', '<a b="1" ']) {
      expect(parseXml(part.repeat(many))).to.equal(undefined);
    }
  });
});

const parser = new XMLParser({
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  trimValues: false,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

const words = fc.string({ unit: fc.constantFrom('a', ' ', '&amp;', '&lt;', '"', 'é', '😀', '\n') });
const name = fc.constantFrom('a', 'b', 'host-name', 'x.y');
const attribute = fc
  .tuple(name, words)
  .map(([key, value]) => ` ${key}="${value.replaceAll(/["\n]/g, "'")}"`);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc
    .array(fc.oneof(words, words, tie('element')), { maxLength: 4 })
    .map((parts) => parts.join('')),
  element: fc
    .tuple(name, fc.option(attribute, { nil: '' }), fc.option(tie('content'), { nil: null }))
    .map(([called, written, content]) =>
      content === null ? `<${called}${written}/>` : `<${called}${written}>${content}</${called}>`,
    ),
}));

/** The other reader adds empty characters to some elements only. */
function withoutEmpty(read: unknown): unknown {
  return JSON.parse(JSON.stringify(read), (key, value) =>
    key === '#' && value === '' ? undefined : value,
  );
}

/** An element as the other reader has it. */
function asOther(root: XmlElement | undefined): unknown {
  return root === undefined ? {} : { [root.name]: [inside(root)] };
}

function inside({ attributes, children, text }: XmlElement): Record<string, unknown> {
  const called = Map.groupBy(children, (child) => child.name);
  return {
    ...(text !== '' && { '#': text }),
    ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`@${key}`, value])),
    ...Object.fromEntries([...called].map(([key, all]) => [key, all.map(inside)])),
  };
}
