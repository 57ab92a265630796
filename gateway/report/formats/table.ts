import type { Figure } from '../../../sla/compliance/behind.ts';
import { standard } from '../../../sla/plan.ts';
import { durationText, localText } from '../../../sla/wording.ts';

/** A table of a report in words, as text, PDF and page show it. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** What each of its cells counts, where it is such a figure; missing for a table that counts nothing. */
  readonly behind?: readonly (readonly (CountedFigure | undefined)[])[];
  /** What to say where there are no rows. */
  readonly empty: string;
}

/** A figure of a table; `wholeMonth` says that it counts all of its month up to the end of the period, whenever that begins. */
export interface CountedFigure extends Figure {
  readonly wholeMonth?: true;
}

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly align: 'left' | 'right';
}

/** The zone in which a report tells times; an incident's own days are those of its plan. */
export const { zone } = standard.calendar;

/** Columns that are aligned in one way. */
export function columns(align: Column['align'], ...names: readonly string[]): Column[] {
  return names.map((name) => ({ name, align }));
}

/** The customer of a row. */
export function who(customer: string | null): string {
  return customer ?? '(in no inventory)';
}

/** So many seconds, `2:10:00`. */
export function span(seconds: number): string {
  return durationText(Math.round(seconds) * 1000);
}

/** The number of an incident as people write it. */
export function number({ incident }: { readonly incident: number }): string {
  return `#${incident}`;
}

/** An instant, to the minute: the exact one is in the JSON. */
export function time(instant: string | null): string {
  return instant === null ? '—' : localText(Date.parse(instant), zone).slice(4, 20);
}
