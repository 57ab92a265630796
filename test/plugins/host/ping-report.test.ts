import { expect } from 'chai';
import fc from 'fast-check';
import { readPingReport } from '../../../plugins/host/ping-report.ts';

describe('the report of ping', () => {
  const lossy = [
    'PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.',
    '64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.181 ms',
    '',
    '--- 192.0.2.1 ping statistics ---',
    '3 packets transmitted, 2 received, 33.3333% packet loss, time 2040ms',
    'rtt min/avg/max/mdev = 0.120/0.181/0.240/0.060 ms',
  ].join('\n');

  it('gives loss and average', () => {
    expect(readPingReport(lossy, '192.0.2.1')).to.deep.equal({ loss: 33.333, average: 0.181 });
  });

  it('has no average when nothing came back', () => {
    const lost = [
      'PING 2001:db8::1(2001:db8::1) 56 data bytes',
      '',
      '--- 2001:db8::1 ping statistics ---',
      '1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms',
    ].join('\n');
    expect(readPingReport(lost, '2001:db8::1')).to.deep.equal({ loss: 100, average: undefined });
  });

  it('leaves undefined what odd lines do not say', () => {
    expect(readPingReport('nonsense', '192.0.2.1')).to.deep.equal({
      loss: undefined,
      average: undefined,
    });
  });

  it('is read from any text', () => {
    const line = fc.oneof(fc.constantFrom(...lossy.split('\n')), fc.string());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const { loss, average } = readPingReport(lines.join('\n'), '192.0.2.1');
        for (const figure of [loss, average]) expect(Number.isNaN(figure)).to.equal(false);
      }),
    );
  });
});
