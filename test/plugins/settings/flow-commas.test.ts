import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Type } from 'typebox';
import { readSettings } from '../../../plugins/settings/load.ts';

const schema = Type.Object({
  commands: Type.Record(Type.String(), Type.String(), { commas: true }),
});

describe('lines with commas in braces', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  const read = (text: string) => {
    const file = join(dir, 'a.yaml');
    writeFileSync(file, text);
    const { value, problems } = readSettings(file, schema);
    const told = problems.map(({ place: { line, column }, key, what }) => {
      return `${line}:${column}: ${key}: ${what}`;
    });
    return value?.commands ?? told;
  };

  it('are whole, as they stand there', () => {
    expect(read('commands: {load: check_load -w 15,10,5 -c 30,25,20}')).to.deep.equal({
      load: 'check_load -w 15,10,5 -c 30,25,20',
    });
    expect(read('commands: {a: x -w 5,5,5, b: y -w 1, 1,  2 }')).to.deep.equal({
      a: 'x -w 5,5,5',
      b: 'y -w 1, 1,  2',
    });
  });

  it('are no lines without a beginning, or after a value in quotes', () => {
    expect(read('commands: {a, b: x}')).to.deep.equal(['1:11: commands.a: has no value']);
    expect(read('commands: {b: "x", a}')).to.deep.equal(['1:11: commands.a: has no value']);
    expect(read('commands: {b: x, a: }')).to.deep.equal(['1:21: commands.a: has no value']);
  });

  it('have one name each', () => {
    expect(read('commands: {a: x, a: y}')).to.deep.equal(['1:18: : Map keys must be unique']);
    expect(read('commands:\n  a: x\n  b: x\n  a: y\n')).to.have.length(1);
  });
});
