import { expect } from 'chai';
import fc from 'fast-check';
import { type StatusEntry, statusReader } from '../../../gateway/nagios/status-file.ts';

const sample = `########################################
#          NAGIOS STATUS FILE
########################################

info {
\tcreated=1792137600
\tversion=4.4.6
\t}

programstatus {
\tmodified_host_attributes=0
\t}

hoststatus {
\thost_name=app-1
\tcheck_command=check-host-alive
\thas_been_checked=1
\tcurrent_state=1
\tlast_hard_state_change=1792137000
\tstate_type=1
\tplugin_output=CRITICAL - unreachable; host=app-1 }
\tlong_plugin_output=one\\ntwo
\tperformance_data=rta=1.5ms;;;0 pl=0%
\tlast_check=1792137500
\tis_flapping=0
\tscheduled_downtime_depth=1
\tcurrent_problem_id=7
\t}

servicestatus {
\thost_name=app-1
\tservice_description=jira-http
\thas_been_checked=0
\tlast_check=0
\tcurrent_state=0
\tlast_hard_state_change=1792136000
\tstate_type=0
\tplugin_output=HTTP OK
\tis_flapping=1
\tscheduled_downtime_depth=0
\t}
`;

const entries: readonly StatusEntry[] = [
  {
    ...{ host: 'app-1', service: null, code: 1, settled: true, since: 1_792_137_000_000 },
    ...{ flapping: false, inDowntime: true, output: 'CRITICAL - unreachable; host=app-1 }' },
    ...{ longOutput: 'one\ntwo', perfdata: 'rta=1.5ms;;;0 pl=0%', problemId: 7 },
    checkedAt: 1_792_137_500_000,
  },
  {
    ...{ host: 'app-1', service: 'jira-http', code: 0, settled: false, since: 1_792_136_000_000 },
    ...{ flapping: true, inDowntime: false, output: 'HTTP OK', longOutput: '', problemId: 0 },
    ...{ perfdata: '', checkedAt: null },
  },
];

describe('the status file of Nagios', () => {
  it('says of hosts and services how they are', () => {
    const reader = statusReader();
    expect(reader.push(sample)).to.deep.equal(entries);
    expect(reader.createdAt()).to.equal(1_792_137_600_000);
  });

  it('says the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(sample.length), { maxLength: 30 }), (cuts) => {
        const reader = statusReader();
        const ends = [...cuts.sort((a, b) => a - b), sample.length];
        const found = ends.flatMap((end, index) =>
          reader.push(sample.slice(ends[index - 1] ?? 0, end)),
        );
        expect(found).to.deep.equal(entries);
      }),
    );
  });

  it('throws nothing and believes nothing half, whatever it is fed', () => {
    const odd = fc.constantFrom(
      'servicestatus {',
      '\t}',
      '\thost_name=',
      '\tcurrent_state=-1',
      '\0',
      'info {',
      '\tcreated=x',
    );
    const text = fc.array(fc.oneof(odd, fc.string(), fc.constantFrom(...sample.split('\n'))), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, (lines) => {
        const found = statusReader().push(`${lines.join('\n')}\n`);
        for (const { host, service, code, since } of found) {
          expect(host).to.not.equal('');
          expect(service).to.not.equal('');
          expect(Number.isInteger(code) && Number.isInteger(since)).to.equal(true);
        }
      }),
      { numRuns: process.env.WATCHCLOCK_SOAK === '1' ? 1_000_000 : 1_000 },
    );
  });

  it('passes over a line without end, and reads on after it', () => {
    const reader = statusReader();
    for (let piece = 0; piece < 40; piece++) reader.push('x'.repeat(100_000));
    expect(reader.push(`\n${sample}`)).to.deep.equal(entries);
  });
});
