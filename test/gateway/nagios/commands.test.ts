import { expect } from 'chai';
import fc from 'fast-check';
import type { Command } from '../../../gateway/command.ts';
import { evolve, type Incident } from '../../../gateway/incident.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { commandOfResult, commandsAbout } from '../../../gateway/nagios/commands.ts';
import { parsePassiveCommand } from '../../../plugins/wire/passive-command.ts';
import { live, minute, notification, result, type Step } from '../samples.ts';

const seconds = (minutes: number) => minute(minutes) / 1000;
const responded: Command = { kind: 'responded' };
const started: Command = { kind: 'intervention-started' };
const resolved: Command = { kind: 'resolved', cause: personal('done') };
const cleared = notification({ type: 'RECOVERY', at: minute(5) });

describe('what travels back to Nagios', () => {
  const table: readonly (readonly [
    what: string,
    steps: readonly Step[],
    commands: readonly string[],
  ])[] = [
    ['nothing of a problem that nobody looks at', [[minute(0), notification()]], []],
    [
      'an acknowledgement when an engineer responds, that ends with a worse state',
      [
        [minute(0), notification()],
        [minute(1), responded],
      ],
      [
        `[${seconds(1)}] ACKNOWLEDGE_SVC_PROBLEM;app-1;jira-http;1;0;0;watchclock;[INC-1] an engineer looks at it`,
      ],
    ],
    [
      'one for a host',
      [
        [minute(0), notification({ service: null, state: 'DOWN' })],
        [minute(1), started],
      ],
      [
        `[${seconds(1)}] ACKNOWLEDGE_HOST_PROBLEM;app-1;1;0;0;watchclock;[INC-1] an engineer looks at it`,
      ],
    ],
    [
      'no second one at the intervention',
      [
        [minute(0), notification()],
        [minute(1), responded],
        [minute(2), started],
      ],
      [],
    ],
    [
      'none for what is fine again',
      [
        [minute(0), notification()],
        [minute(5), cleared],
        [minute(6), responded],
      ],
      [],
    ],
    [
      'another one when the state worsens, which took the first one back',
      [
        [minute(0), notification({ state: 'WARNING' })],
        [minute(1), responded],
        [minute(2), notification({ state: 'CRITICAL' })],
      ],
      [
        `[${seconds(2)}] ACKNOWLEDGE_SVC_PROBLEM;app-1;jira-http;1;0;0;watchclock;[INC-1] an engineer looks at it`,
      ],
    ],
    [
      'the end of it when somebody resolves what is still in trouble',
      [
        [minute(0), notification()],
        [minute(1), responded],
        [minute(2), resolved],
      ],
      [`[${seconds(2)}] REMOVE_SVC_ACKNOWLEDGEMENT;app-1;jira-http`],
    ],
    [
      'nothing when it was fine before',
      [
        [minute(0), notification()],
        [minute(1), responded],
        [minute(5), cleared],
        [minute(6), resolved],
      ],
      [],
    ],
  ];
  for (const [what, steps, commands] of table) {
    it(what, () => expect(lastCommands(steps)).to.deep.equal(commands));
  }

  it('is a passive result as Nagios reads it, whatever its output holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ';', '\\', '\n', 'n', '|', 'é', "'"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (output, longOutput) => {
        const line = commandOfResult(result({ output, longOutput }));
        expect(line).to.not.match(/[\n\r]/);
        const read = parsePassiveCommand(line);
        const wanted = longOutput === '' ? output : `${output}\n${longOutput}`;
        expect(read).to.deep.equal({
          kind: 'value',
          value: { host: 'app-1', service: 'jira-http', code: 2, output: wanted, at: minute(0) },
        });
      }),
    );
  });

  it('is cut to what a pipe keeps whole, never inside an escape', () => {
    for (let length = 4_040; length < 4_060; length++) {
      const output = `${'x'.repeat(length)}${'\\'.repeat(50)}`;
      const line = commandOfResult(result({ output }));
      expect(Buffer.byteLength(line)).to.be.at.most(4_095);
      expect(parsePassiveCommand(line).kind).to.equal('value');
      const [slashes = ''] = /\\*$/.exec(line) ?? [];
      expect(slashes.length % 2).to.equal(0);
    }
  });
});

/** What the last event of a life makes of it. */
function lastCommands(steps: readonly Step[]): readonly string[] {
  const events = live(...steps);
  const last = events.at(-1);
  const incident = events.reduce<Incident | undefined>(evolve, undefined);
  // A proposed severity may follow the alert.
  const telling = events.findLast(({ event }) => event.kind !== 'severity-changed') ?? last;
  if (incident === undefined || telling === undefined) throw new Error('nothing happened');
  return commandsAbout(incident, telling);
}
