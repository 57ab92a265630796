import { formatInstant } from '../../sla/written/instant.ts';
import { measureName } from '../capacity/wording.ts';
import { csvText } from '../report/formats/csv.ts';
import type { Roadmap } from './roadmap.ts';

/** A roadmap as CSV (RFC 4180) with a header line: one row for each point, figure, limit, gap, cause and month. */
export function roadmapCsv(roadmap: Roadmap): string {
  const { points, runningOut, assessment, incidents, compliance } = roadmap;
  const hosts = assessment.hosts;
  return csvText([
    ['section', 'host', 'what', 'count', 'at', 'says'],
    ...points.map(({ about, says }) => ['point', '', about, null, '', says]),
    ...runningOut.map(({ host, figure: { measure }, at, says }) => [
      ...['capacity', host, measureName(measure), null, formatInstant(at), says],
    ]),
    ...hosts.flatMap(({ host, limits }) =>
      limits.map(({ service, level, inForce, profile, because }) => [
        ...['limit', host, `${service} ${level}`, null, ''],
        `${inForce.join(' ')} instead of ${profile.join(' ')}: ${because}`,
      ]),
    ),
    ...hosts.flatMap(({ host, unwatched }) =>
      unwatched.map(({ what, why }) => ['not watched', host, what, null, '', why]),
    ),
    ...incidents.byCause.map(({ cause, count, hosts: where, last }) => [
      ...['cause', where.join(' '), cause, count, formatInstant(last), ''],
    ]),
    ...compliance.trend.map(({ month, clock, met, missed, attainment }) => [
      ...['month', '', clock, met + missed, month],
      attainment.percent === null ? '' : `${attainment.percent.toFixed(2)} % met`,
    ]),
  ]);
}
