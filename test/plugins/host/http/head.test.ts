import { expect } from 'chai';
import fc from 'fast-check';
import { fieldValue, readPage } from '../../../../plugins/host/http/head.ts';

describe('the beginning of an answer', () => {
  const read = (text: string) => {
    const { statusLine, fields, headBytes, body } = readPage(Buffer.from(text, 'latin1'));
    return [statusLine, fields, headBytes, body.toString('latin1')];
  };

  const pages: [string, [string, string, number, string]][] = [
    ['HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody', ['HTTP/1.1 200 OK', 'A: b', 25, 'body']],
    ['HTTP/1.1 200 OK\nA: b\n\nbody', ['HTTP/1.1 200 OK', 'A: b', 22, 'body']],
    ['HTTP/1.1 200 OK\r\n\r\nbody', ['HTTP/1.1 200 OK', '', 19, 'body']],
    ['HTTP/1.1 200 OK\r\nA: b', ['HTTP/1.1 200 OK', 'A: b', 21, '']],
    ['  HTTP/1.1 200 OK ', ['HTTP/1.1 200 OK', '', 18, '']],
    ['', ['', '', 0, '']],
    [
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody',
      ['HTTP/1.1 200 OK', '', 44, 'body'],
    ],
    ['HTTP/1.1 100 Continue\r\n\r\n', ['HTTP/1.1 100 Continue', '', 25, '']],
    [
      'HTTP/1.1 103 Hints\r\nA: b\r\n\r\nno answer',
      ['HTTP/1.1 103 Hints', 'A: b', 28, 'no answer'],
    ],
  ];
  for (const [text, page] of pages) {
    it(`is taken apart: ${JSON.stringify(text)}`, () => {
      expect(read(text)).to.deep.equal(page);
    });
  }

  it('loses no byte, whatever it is', () => {
    const piece = fc.constantFrom('HTTP/1.1 100 x', 'HTTP/', '\r', '\n', 'a', ': ', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''));
        const { headBytes, body } = readPage(bytes);
        expect(headBytes + body.length).to.equal(bytes.length);
      }),
    );
  });
});

describe('a field of a head', () => {
  const fields = 'Location : /a\nX-Long: one\n two\r\n\tthree\nEmpty:\nlocation: /b\nno colon';
  const values: [string, string | undefined][] = [
    ['location', '/b'],
    ['x-long', 'one two three'],
    ['empty', ''],
    ['missing', undefined],
    ['no colon', undefined],
  ];
  for (const [name, value] of values) {
    it(`called ${name} is ${JSON.stringify(value)}`, () => {
      expect(fieldValue(fields, name)).to.equal(value);
    });
  }
});
