import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';

describe('check_ping', () => {
  const usual = ['-w', '100,20%', '-c', '200,40%', '-p', '1'];

  it('tells loss and round trip of a host that answers', async () => {
    const { output } = await runCheck('check_ping', ['-H', '127.0.0.1', ...usual]);
    expect(output).to.match(
      /^PING OK - Packet loss = 0%, RTA = \d+\.\d\d ms\|rta=\d+\.\d{6}ms;100\.000000;200\.000000;0\.000000 pl=0%;20;40;0;$/,
    );
  });

  it('refuses a name that is none', async () => {
    const { exitCode, output } = await runCheck('check_ping', ['-H', 'no-such.invalid', ...usual]);
    expect(exitCode).to.equal(3);
    expect(output).to.match(/^check_ping: Invalid hostname\/address - no-such\.invalid\n/);
  });
});
