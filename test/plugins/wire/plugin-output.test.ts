import { expect } from 'chai';
import { splitOutput } from '../../../plugins/wire/plugin-output.ts';

describe('the output of a check', () => {
  const cases: [string, ReturnType<typeof splitOutput>][] = [
    ['', { output: '', longOutput: '', perfdata: '' }],
    ['OK - fine', { output: 'OK - fine', longOutput: '', perfdata: '' }],
    ['OK - fine | a=1 b=2', { output: 'OK - fine', longOutput: '', perfdata: 'a=1 b=2' }],
    ['OK\nmore\nlines\n', { output: 'OK', longOutput: 'more\nlines', perfdata: '' }],
    // The example of the Nagios Plugin API.
    [
      'DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968\n/ 15272 MB (77%);\n/boot 68 MB (69%);\n/home 69357 MB (27%);\n/var/log 819 MB (84%); | /boot=68MB;88;93;0;98\n/home=69357MB;253404;253409;0;253414\n/var/log=818MB;970;975;0;980',
      {
        output: 'DISK OK - free space: / 3326 MB (56%);',
        longOutput:
          '/ 15272 MB (77%);\n/boot 68 MB (69%);\n/home 69357 MB (27%);\n/var/log 819 MB (84%);',
        perfdata:
          '/=2643MB;5948;5958;0;5968 /boot=68MB;88;93;0;98 /home=69357MB;253404;253409;0;253414 /var/log=818MB;970;975;0;980',
      },
    ],
    ['OK|a=1\r\nlong\r\n', { output: 'OK', longOutput: 'long', perfdata: 'a=1' }],
    ['a|b|c', { output: 'a', longOutput: '', perfdata: 'b|c' }],
  ];
  for (const [text, parts] of cases) {
    it(`is taken apart: ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(splitOutput(text)).to.deep.equal(parts);
    });
  }
});
