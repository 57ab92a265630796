import type { ResultSample } from '../../../gateway/results/history.ts';

const day = 86_400_000;
const gigabyte = 1e9;

/** Samples of app-1 over the days before `now`, four a day: a disk that fills, swap that shrinks, steady load, few users. */
export function capacitySamples(now: number, days = 60): readonly ResultSample[] {
  return Array.from({ length: days * 4 + 1 }, (_, index) => index).flatMap((index) => {
    const at = now - (days * 4 - index) * (day / 4);
    const place = { customer: 'customer-a', host: 'app-1', at, state: 'OK' } as const;
    const wave = Math.sin(index * 1.7);
    const used = (40 + index * 0.1 + Math.sin(index / 7) * 1.5) * gigabyte;
    const free = (4 - index * 0.005 + wave * 0.05) * gigabyte;
    return [
      { ...place, service: 'disk-root', perfdata: diskFigure(used) },
      {
        ...place,
        service: 'swap',
        perfdata: `swap=${Math.round(free)}B;2000000000;800000000;0;4000000000`,
      },
      {
        ...place,
        service: 'load',
        perfdata: `load15=${2 + wave};;;0; scaled_load15=${0.5 + wave / 4};1;2;0;`,
      },
      { ...place, service: 'users', perfdata: `users=${index % 3};5;10;0` },
    ];
  });
}

/** The performance data of check_disk for 100 GB, of which so many bytes are used. */
function diskFigure(used: number): string {
  return `/=${Math.round(used)}B;80000000000;90000000000;0;100000000000`;
}
