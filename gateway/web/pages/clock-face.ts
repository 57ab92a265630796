import type { ClockStanding, Countdown } from '../../clocks.ts';
import { type Html, html } from '../html.ts';
import { leftText, spanText } from './span.ts';
import { when } from './when.ts';

/** The time at which a face is drawn, epoch milliseconds, and the zone in which it is read. */
export interface Wall {
  readonly now: number;
  readonly zone: string;
}

/** A guaranteed time as a face: what is left large, the deadline below it, and the share of it that is used. */
export function clockFace(standing: ClockStanding, wall: Wall): Html {
  return standing.phase === 'stopped'
    ? stoppedFace(standing, wall.zone)
    : countdownFace(standing, wall);
}

/** Something that is due as a face. */
export function countdownFace(countdown: Countdown, { now, zone }: Wall, extra = ''): Html {
  const { name, target, left } = countdown;
  const used = left === null ? 0 : Math.min(Math.max(target - left, 0), target);
  return html`<div class="clock ${toneOf(countdown)} ${extra}">
    <span class="clock-name">${name}</span>
    <strong class="clock-left">${headline(countdown, now)}</strong>
    <span class="clock-due">${dueText(countdown, zone)}</span>
    <span class="clock-phase">${phaseText(countdown, zone)}</span>
    <progress max="${target}" value="${used}" aria-label="${name}: share of the time that is used"></progress>
  </div>`;
}

/** Less than this share of the target is soon. */
const soon = 0.25;

function toneOf({ phase, left, target, overdue }: Countdown): string {
  if (overdue) return 'overdue';
  if (phase !== 'counting') return phase === 'paused' ? 'paused' : 'asleep';
  return left !== null && left < target * soon ? 'soon' : 'calm';
}

/** The script counts on as soon as `data-delay` has passed; without it, nothing is known to count. */
function headline({ left, countsFrom }: Countdown, now: number): Html {
  if (left === null) return html`paused`;
  const delay = countsFrom !== null && html`data-delay="${countsFrom - now}"`;
  return html`<span data-left="${left}" ${delay}>${leftText(left)}</span>`;
}

function dueText({ due, overdue }: Countdown, zone: string): Html {
  if (due === null) return html``;
  return html`${overdue ? 'was due' : 'due'} ${when(due, zone)}`;
}

function phaseText({ phase, countsFrom }: Countdown, zone: string): Html {
  const goesOn = countsFrom === null ? '' : html`; counts from ${when(countsFrom, zone)}`;
  switch (phase) {
    case 'paused':
      return html`paused: the customer was asked`;
    case 'outside hours':
      return html`outside service hours${goesOn}`;
    case 'maintenance':
      return html`announced maintenance${goesOn}`;
    case 'waiting':
      return html`has not started`;
    case 'counting':
    case 'stopped':
      return html``;
  }
}

function stoppedFace({ name, clock }: ClockStanding, zone: string): Html {
  const { verdict, elapsed, target, stoppedAt } = clock;
  const at = stoppedAt !== null && html`<span class="stopped-at">, ${when(stoppedAt, zone)}</span>`;
  return html`<div class="clock ${verdict === 'missed' ? 'missed' : 'done'}">
    <span class="clock-name">${name}</span>
    <strong class="clock-left">${verdictWords[verdict]}</strong>
    <span class="clock-due">${spanText(elapsed)} of ${spanText(target)}${at}</span>
  </div>`;
}

const verdictWords = {
  met: 'met',
  missed: 'missed',
  excluded: 'excluded: maintenance',
  'not-needed': 'not needed',
  running: 'running',
} as const;
