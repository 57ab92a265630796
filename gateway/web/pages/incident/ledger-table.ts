import type { Ledger, LedgerEntry } from '../../../../sla/explain.ts';
import type { History } from '../../../../sla/history.ts';
import { ledgerText } from '../../../../sla/ledger-text.ts';
import { milliseconds } from '../../../../sla/timescale.ts';
import { durationText, localText, reasonText } from '../../../../sla/wording.ts';
import { type Html, html } from '../../html.ts';
import { exactly } from '../when.ts';

/**
 * Why a clock says what it says at the `now` of its history: every stretch of time, whether it counts, the running total;
 * and the same as text, which can be copied into a mail.
 */
export function ledgerTable(ledger: Ledger, history: History): Html {
  const { objective, clock, entries, ahead } = ledger;
  const { now } = history;
  const { zone } = history.plan.calendar;
  const coming = html`<tbody class="ahead">
      <tr><th scope="rowgroup" colspan="5">from now, ${exactly(now, zone)}, if nothing more happens</th></tr>
      ${ahead.map((entry) => row(entry, zone))}
    </tbody>`;
  return html`<details class="ledger">
  <summary>How the ${objective.name} time is counted</summary>
  ${remarks(ledger, zone)}
  <div class="scroll" tabindex="0" role="region" aria-label="Ledger of the ${objective.name} time">
  <table>
    <thead><tr>
      <th scope="col">from</th><th scope="col">to</th><th scope="col">counts</th>
      <th scope="col" class="number">time</th><th scope="col" class="number">of ${durationText(clock.target)}</th>
    </tr></thead>
    <tbody>${entries.map((entry) => row(entry, zone))}</tbody>
    ${ahead.length > 0 && coming}
  </table>
  </div>
  <p class="ending">${ending(ledger, zone)}</p>
  <details class="as-text"><summary>as text</summary>
    <pre tabindex="0">${ledgerText(ledger, history, milliseconds)}</pre>
  </details>
</details>`;
}

function row({ start, end, reasons, total }: LedgerEntry, zone: string): Html {
  const counts = reasons.length === 0;
  const time = (instant: number) => localText(instant, zone);
  const why = counts ? 'counts' : reasons.map((reason) => reasonText(reason, time)).join('; ');
  return html`<tr class="${counts ? 'counting' : 'resting'}">
    <td>${exactly(start, zone)}</td><td>${exactly(end, zone)}</td><td><bdi>${why}</bdi></td>
    <td class="number">${counts && `+${durationText(end - start)}`}</td><td class="number">${durationText(total)}</td>
  </tr>`;
}

/** What the stretches do not show: which targets were in force, and windows that came too late to count. */
function remarks({ severities, lateWindows }: Ledger, zone: string): Html {
  const targets = severities.map(
    ({ at, severity, target }) =>
      html`<li>severity ${severity} from ${exactly(at, zone)}: ${durationText(target)} of service time</li>`,
  );
  const late = lateWindows.map(
    ({ start, end }) =>
      html`<li>the maintenance window ${exactly(start, zone)} – ${exactly(end, zone)} excludes nothing: it was not announced before its start</li>`,
  );
  return html`<ul class="remarks">${targets}${late}</ul>`;
}

function ending({ clock }: Ledger, zone: string): Html {
  const { stoppedAt, deadline, breachedAt, byReclassification, elapsed, verdict } = clock;
  const parts = [
    html`used ${durationText(elapsed)}`,
    stoppedAt !== null && html`stopped ${exactly(stoppedAt, zone)}`,
    deadline !== null && html`deadline ${exactly(deadline, zone)}`,
    breachedAt !== null && html`overdue since ${exactly(breachedAt, zone)}`,
    byReclassification && html`by a change of severity`,
    html`<b>${verdict === 'not-needed' ? 'not needed' : verdict}</b>`,
  ];
  return html`${parts.filter((part) => part !== false).flatMap((part, index) => (index === 0 ? [part] : [', ', part]))}`;
}
