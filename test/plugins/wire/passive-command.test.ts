import { expect } from 'chai';
import {
  formatPassiveCommand,
  parsePassiveCommand,
} from '../../../plugins/wire/passive-command.ts';

describe("Nagios's command for a passive result", () => {
  const at = 1_790_000_000_000;
  for (const [line, value] of [
    [
      '[1790000000] PROCESS_SERVICE_CHECK_RESULT;web1;load;2;CRIT; a\\\\b\\nmore',
      { host: 'web1', service: 'load', code: 2, output: 'CRIT; a\\b\nmore', at },
    ],
    [
      '[1790000000] PROCESS_HOST_CHECK_RESULT;web1;1;down',
      { host: 'web1', service: null, code: 1, output: 'down', at },
    ],
  ] as const) {
    it(`is ${line}`, () => {
      expect(formatPassiveCommand(value)).to.equal(line);
      expect(parsePassiveCommand(line)).to.deep.equal({ kind: 'value', value });
    });
  }

  for (const [line, why] of [
    ['[1] SHUTDOWN_PROGRAM', 'no passive result: "[1] SHUTDOWN_PROGRAM"'],
    ['[1] PROCESS_HOST_CHECK_RESULT;a;x;', 'there is no status NaN'],
    ['[1] PROCESS_SERVICE_CHECK_RESULT;a;;0;', 'its service has no name'],
    ['[1] PROCESS_SERVICE_CHECK_RESULT;;a;0;', 'it names no host'],
  ] as const) {
    it(`is refused: ${line}`, () => {
      expect(parsePassiveCommand(line)).to.deep.equal({ kind: 'wrong', why });
    });
  }
});
