import { parseRange, type Range } from './range.ts';

/**
 * One figure as another program wrote it. `value` is undefined where the program did not know it (`U`); `unit` is
 * empty for a plain number. Limits that are no ranges and bounds that are no numbers are left out.
 */
export interface ReadPerfDatum {
  readonly label: string;
  readonly value: number | undefined;
  readonly unit: string;
  readonly warning?: Range;
  readonly critical?: Range;
  readonly min?: number;
  readonly max?: number;
}

/**
 * The figures in `text`, in their order: `'label'=value[UOM];[warn];[crit];[min];[max]` of the Nagios plugin
 * guidelines, with blanks or line ends between them. What is no figure is passed over, and what follows it is still
 * read; a decimal comma, which plugins write in some locales, counts as a point. Never throws, and takes time in
 * proportion to the length of `text`, whatever it is.
 */
export function parsePerfdata(text: string): readonly ReadPerfDatum[] {
  return [...text.matchAll(token)].flatMap(([, quoted, bare, fields]) => {
    const label = quoted?.replaceAll("''", "'") ?? bare;
    return label && fields ? readFigure(label, fields.split(';')) : [];
  });
}

// Quotes are doubled inside, so that two looks at one text never overlap by more than a run of quotes.
const token = /(?<!\S)(?:'((?:[^']|'')+)'|([^\s'=][^\s=]*))=(\S+)/g;

function readFigure(
  label: string,
  [value = '', warning = '', critical = '', min = '', max = '']: readonly string[],
): readonly ReadPerfDatum[] {
  const read = value === 'U' ? { value: undefined, unit: '' } : quantity(value);
  if (read === undefined) return [];
  return [
    {
      label,
      ...read,
      ...ifRead('warning', parseRange(warning.replaceAll(',', '.'))),
      ...ifRead('critical', parseRange(critical.replaceAll(',', '.'))),
      ...ifRead('min', quantity(min)?.value),
      ...ifRead('max', quantity(max)?.value),
    },
  ];
}

function quantity(text: string): { readonly value: number; readonly unit: string } | undefined {
  const [, number = '', unit = ''] = numberAndUnit.exec(text) ?? [];
  const value = Number(number.replace(',', '.'));
  return number === '' || !Number.isFinite(value) ? undefined : { value, unit };
}

const numberAndUnit = /^([-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?)((?![-+.,\d]).*)?$/;

function ifRead<const Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: Value };
}
