import { expect } from 'chai';
import { command } from '../../sla/command.ts';

const line = (more: object = {}) =>
  JSON.stringify({
    plan: 'standard',
    severity: 'A',
    raisedAt: '2026-10-16T16:30:00+02:00',
    now: '2026-10-19T11:00:00+02:00',
    ...more,
  });

describe('watchclock sla evaluate', () => {
  it('writes a line for each line, with the clocks and the due updates', async () => {
    const events = [{ at: '2026-10-16T16:45:00+02:00', kind: 'responded' }];
    const { status, out } = await sla(['evaluate'], `${line({ plan: 'premium', events })}\n`);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({
      response: {
        target: 7200,
        elapsed: 900,
        deadline: null,
        stoppedAt: '2026-10-16T14:45:00.000Z',
        breachedAt: null,
        byReclassification: false,
        verdict: 'met',
      },
      intervention: {
        target: 14400,
        elapsed: 2.5 * 3600 + 24 * 3600 + 4 * 3600,
        deadline: '2026-10-17T06:30:00.000Z',
        stoppedAt: null,
        breachedAt: '2026-10-17T06:30:00.000Z',
        byReclassification: false,
        verdict: 'missed',
      },
      updates: [],
    });
    expect(out.endsWith('\n')).to.equal(true);
  });

  it('goes on after a line that it cannot evaluate, and keeps the order', async () => {
    const { status, out } = await sla(['evaluate'], `${line()}\n{"plan"\n\n${line()}`);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(status).to.equal(0);
    expect(lines.map((each) => each.error)).to.deep.equal([
      undefined,
      'line 2: not JSON: "{\\"plan\\""',
      'line 3: not JSON: ""',
      undefined,
    ]);
  });

  it('puts together lines and letters that arrive in pieces', async () => {
    const bytes = new TextEncoder().encode(`${line({ plan: 'größer' })}\r\n${line()}\n`);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const { out } = await sla(['evaluate'], pieces);
    expect(out.split('\n')).to.have.length(3);
    expect(out).to.contain('"größer').and.contain('"running"');
  });

  it('reads over a byte order mark', async () => {
    const { out } = await sla(['evaluate'], [new TextEncoder().encode(`\ufeff${line()}\n`)]);
    expect(JSON.parse(out).response.verdict).to.equal('running');
  });

  it('answers what is nested without bound with an error, and goes on', async () => {
    const nested = `{"plan": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { out } = await sla(['evaluate'], `${nested}\n${line()}\n`);
    const [wrong, right] = out.trimEnd().split('\n');
    expect(JSON.parse(wrong ?? '').error).to.match(/^line 1: .*plan: not an object: \[\[/);
    expect(JSON.parse(right ?? '')).to.have.property('response');
  });

  it('knows no deadline that would lie beyond the year 9999', async () => {
    const calendar = { zone: 'UTC', hours: { monday: ['09:00-09:01'] }, holidays: [] };
    const plan = { calendar, objectives: { response: { targets: '10000h' } } };
    const { out } = await sla(['evaluate'], line({ plan }));
    expect(JSON.parse(out).response).to.include({ deadline: null, verdict: 'running' });
  });

  const wrongs: [string, object, string][] = [
    ['an unknown plan', { plan: 'gold' }, 'plan: not one of standard, premium: "gold"'],
    [
      'a plan named like nothing',
      { plan: 'constructor' },
      'plan: not one of standard, premium: "constructor"',
    ],
    ['an unknown severity', { severity: 'E' }, 'severity: not one of A, B, C, D: "E"'],
    [
      'an instant without offset',
      { now: '2026-10-19T11:00:00' },
      'now: not an ISO 8601 instant with an offset or Z: "2026-10-19T11:00:00"',
    ],
    [
      'a day that does not exist',
      { now: '2026-02-30T11:00:00Z' },
      'now: not an ISO 8601 instant with an offset or Z: "2026-02-30T11:00:00Z"',
    ],
    [
      'a number for an instant',
      { raisedAt: 5 },
      'raisedAt: not an ISO 8601 instant with an offset or Z: 5',
    ],
    [
      'no instant',
      { raisedAt: undefined },
      'raisedAt: not an ISO 8601 instant with an offset or Z: missing',
    ],
    [
      'a now before raised',
      { now: '2026-10-16T14:29:59Z' },
      'now: before raisedAt: "2026-10-16T14:29:59Z"',
    ],
    ['events that are no list', { events: {} }, 'events: not a list: {}'],
    [
      'an event that is no object',
      { events: ['responded'] },
      'events[0]: not an object: "responded"',
    ],
    [
      'an unknown kind',
      { events: [{ at: '2026-10-17T00:00:00Z', kind: 'answered' }] },
      'events[0].kind: not one of responded, intervention-started, update-posted, resolved, reopened, alert-cleared, alert-raised, severity-changed, information-requested, information-received: "answered"',
    ],
    [
      'an event before raised',
      { events: [{ at: '2026-10-16T14:29:59.999Z', kind: 'responded' }] },
      'events[0].at: before raisedAt (2026-10-16T14:30:00.000Z): "2026-10-16T14:29:59.999Z"',
    ],
    [
      'an event after now',
      { events: [{ at: '2026-10-19T09:00:00.001Z', kind: 'responded' }] },
      'events[0].at: after now (2026-10-19T09:00:00.000Z): "2026-10-19T09:00:00.001Z"',
    ],
    [
      'a change to no severity',
      { events: [{ at: '2026-10-17T00:00:00Z', kind: 'severity-changed' }] },
      'events[0].severity: not one of A, B, C, D: missing',
    ],
    [
      'a request without an id',
      { events: [{ at: '2026-10-17T00:00:00Z', kind: 'information-requested' }] },
      'events[0].id: not an id: missing',
    ],
    [
      'a window without length',
      {
        maintenance: [
          {
            announcedAt: '2026-10-16T00:00:00Z',
            start: '2026-10-17T00:00:00Z',
            end: '2026-10-17T02:00:00+02:00',
          },
        ],
      },
      'maintenance[0].end: not after start (2026-10-17T00:00:00Z): "2026-10-17T02:00:00+02:00"',
    ],
  ];
  for (const [what, more, error] of wrongs) {
    it(`answers ${what} with an error that names the place and shows the value`, async () => {
      const { out } = await sla(['evaluate'], line(more));
      expect(JSON.parse(out)).to.deep.equal({ error: `line 1: ${error}` });
    });
  }

  it('evaluates under a plan that the line defines, with clocks and events of its own', async () => {
    const plan = {
      calendar: 'standard',
      objectives: { workaround: { targets: '4h', stops: ['workaround-given'] } },
    };
    const events = [{ at: '2026-10-16T16:45:00+02:00', kind: 'workaround-given' }];
    const { out } = await sla(['evaluate'], `${line({ plan, events })}\n${line({ events })}`);
    const [own, builtIn] = out.split('\n').map((text) => JSON.parse(text || '{}'));
    expect(Object.keys(own)).to.deep.equal(['workaround', 'updates']);
    expect(own.workaround).to.include({ target: 14400, elapsed: 900, verdict: 'met' });
    expect(builtIn.error).to.contain('line 2: events[0].kind: not one of responded');
  });

  it('calls a plan wrong on every line that repeats it', async () => {
    const plan = { calendar: 'standard', objectives: { response: { targets: 'soon' } } };
    const { out } = await sla(['evaluate'], `${line({ plan })}\n${line({ plan })}\n`);
    expect(out.match(/plan\.objectives\.response\.targets/g)).to.have.length(2);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stdout = { write: (_: string, done?: (error: Error) => void) => done?.(gone) };
    const stdin = (async function* () {
      yield `${line()}\n`;
    })();
    expect(await command(['evaluate'], { stdin, stdout, stderr: stdout })).to.equal(1);
  });

  it('answers JSON that is no object with an error', async () => {
    const { out } = await sla(['evaluate'], '[1]\n');
    expect(JSON.parse(out)).to.deep.equal({ error: 'line 1: input: not an object: [1]' });
  });
});

describe('watchclock sla explain', () => {
  it('prints the ledger of each clock in local time, to now and on to its deadline', async () => {
    const events = [
      { at: '2026-10-16T16:45:00+02:00', kind: 'information-requested', id: 'q1' },
      { at: '2026-10-19T10:00:00+02:00', kind: 'information-received', id: 'q1' },
      { at: '2026-10-19T10:30:00+02:00', kind: 'intervention-started' },
    ];
    const maintenance = [
      {
        announcedAt: '2026-10-18T00:00:00Z',
        start: '2026-10-19T10:15:00+02:00',
        end: '2026-10-19T10:20:00+02:00',
      },
    ];
    const { status, out } = await sla(['explain'], line({ events, maintenance }));
    expect(status).to.equal(0);
    expect(out.split('\n\n')[0]?.split('\n')).to.deep.equal([
      'response, severity A: 4:00:00 of service time (standard 1, Europe/Brussels)',
      '  Fri 2026-10-16 16:30:00 +02:00 – Fri 2026-10-16 16:45:00 +02:00    +0:15:00  total 0:15:00  counts',
      '  Fri 2026-10-16 16:45:00 +02:00 – Fri 2026-10-16 17:00:00 +02:00              total 0:15:00  paused by request q1',
      '  Fri 2026-10-16 17:00:00 +02:00 – Sat 2026-10-17 00:00:00 +02:00              total 0:15:00  outside hours; paused by request q1',
      '  Sat 2026-10-17 00:00:00 +02:00 – Mon 2026-10-19 00:00:00 +02:00              total 0:15:00  weekend; paused by request q1',
      '  Mon 2026-10-19 00:00:00 +02:00 – Mon 2026-10-19 09:00:00 +02:00              total 0:15:00  outside hours; paused by request q1',
      '  Mon 2026-10-19 09:00:00 +02:00 – Mon 2026-10-19 10:00:00 +02:00              total 0:15:00  paused by request q1',
      '  Mon 2026-10-19 10:00:00 +02:00 – Mon 2026-10-19 10:15:00 +02:00    +0:15:00  total 0:30:00  counts',
      '  Mon 2026-10-19 10:15:00 +02:00 – Mon 2026-10-19 10:20:00 +02:00              total 0:30:00  maintenance window announced at Sun 2026-10-18 02:00:00 +02:00',
      '  Mon 2026-10-19 10:20:00 +02:00 – Mon 2026-10-19 10:30:00 +02:00    +0:10:00  total 0:40:00  counts',
      '  elapsed 0:40:00 of 4:00:00, stopped Mon 2026-10-19 10:30:00 +02:00, verdict met',
    ]);
  });

  it('says on standard error what it cannot explain, goes on, and fails', async () => {
    const { status, out, err } = await sla(['explain'], `nonsense\n${line()}\n`);
    expect(status).to.equal(1);
    expect(err).to.equal('watchclock: line 1: not JSON: "nonsense"\n');
    expect(out).to.contain('deadline Mon 2026-10-19 12:30:00 +02:00');
  });
});

describe('watchclock sla what-if', () => {
  it('prints only what would differ under another plan', async () => {
    const now = '2026-10-16T16:45:00+02:00';
    const { status, out } = await sla(['what-if'], `${line({ now, under: 'premium' })}\n`);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({
      differences: [
        { of: 'response', field: 'target', is: 14400, under: 7200 },
        {
          of: 'response',
          field: 'deadline',
          is: '2026-10-19T10:30:00.000Z',
          under: '2026-10-16T16:30:00.000Z',
        },
        { of: 'intervention', field: 'target', is: 28800, under: 14400 },
        {
          of: 'intervention',
          field: 'deadline',
          is: '2026-10-19T14:30:00.000Z',
          under: '2026-10-17T06:30:00.000Z',
        },
      ],
    });
  });

  it('finds nothing to differ under the same plan', async () => {
    const { out } = await sla(['what-if'], line({ under: 'standard' }));
    expect(JSON.parse(out)).to.deep.equal({ differences: [] });
  });

  it('answers a line that does not say under which plan with an error', async () => {
    const { out } = await sla(['what-if'], line());
    expect(JSON.parse(out)).to.deep.equal({
      error: 'line 1: under: not one of standard, premium: missing',
    });
  });
});

describe('watchclock sla calendar', () => {
  it('prints the year of a built-in plan', async () => {
    const { status, out } = await sla(['calendar', '--year=2026', '--plan', 'premium'], '');
    expect(status).to.equal(0);
    expect(out)
      .to.match(/^BEGIN:VCALENDAR\r\n/)
      .and.contain('DTSTART:20261226T060000Z\r\n');
    expect(out.match(/BEGIN:VEVENT/g)).to.have.length(355 + 10);
  });

  it('prints the year of a plan that standard input defines', async () => {
    const own = {
      calendar: { zone: 'Asia/Tokyo', hours: { monday: ['09:00-10:00'] } },
      objectives: { response: { targets: '1h' } },
    };
    const { out } = await sla(
      ['calendar', '--year', '2026', '--plan', '-'],
      JSON.stringify(own, null, 1),
    );
    expect(out).to.contain('DTSTART:20260105T000000Z').and.not.contain('20270104');
  });

  it('says what is wrong with that plan, and fails', async () => {
    const { status, out, err } = await sla(['calendar', '--year', '2026', '--plan', '-'], '{}');
    expect({ status, out }).to.deep.equal({ status: 1, out: '' });
    expect(err).to.contain('calendar: not an object: missing');
  });

  for (const args of [
    [],
    ['--year', 'next'],
    ['--year', '2026', '--plan', 'gold'],
    ['--year'],
    ['--moon=1'],
  ]) {
    it(`calls "sla calendar ${args.join(' ')}" a wrong use`, async () => {
      const { status, err } = await sla(['calendar', ...args], '');
      expect(status).to.equal(2);
      expect(err)
        .to.match(/^watchclock sla: .*(--year|--plan|--moon)/)
        .and.contain('Usage:');
    });
  }
});

describe('watchclock sla', () => {
  it('shows its use with an example', async () => {
    const { status, out } = await sla(['evaluate', '--help'], '');
    expect(status).to.equal(0);
    expect(out).to.contain('Usage: watchclock sla').and.contain('Example:');
  });

  for (const args of [[], ['evalute'], ['evaluate', 'file.json'], ['explain', '--fast']]) {
    it(`calls "sla ${args.join(' ')}" a wrong use`, async () => {
      const { status, out, err } = await sla(args, '');
      expect({ status, out }).to.deep.equal({ status: 2, out: '' });
      expect(err)
        .to.contain(args.at(-1) ?? 'no command')
        .and.contain('Usage:');
    });
  }
});

/** Runs the command on the given input; text is one piece. */
async function sla(args: readonly string[], input: string | readonly Uint8Array[]) {
  const out: string[] = [];
  const err: string[] = [];
  const sink = (texts: string[]) => ({
    write: (text: string, done?: () => void) => {
      texts.push(text);
      done?.();
    },
  });
  const pieces = typeof input === 'string' ? [input] : input;
  const stdin = (async function* () {
    yield* pieces;
  })();
  const status = await command(args, { stdin, stdout: sink(out), stderr: sink(err) });
  return { status, out: out.join(''), err: err.join('') };
}
