import { expect } from 'chai';
import { placeKey } from '../../gateway/incident/carried.ts';
import type { HistoryPeriods, ResultPoint, ResultSample } from '../../gateway/results/history.ts';
import type { Store } from '../../gateway/store/store.ts';
import type { StorePlace } from './store.ts';

/** What every store promises of the history of results; `make` gives each test an empty place. */
export function resultHistoryContract(name: string, make: () => Promise<StorePlace>): void {
  describe(`the history of results on ${name}`, () => {
    let place: StorePlace;
    let store: Store;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    const all = () => store.results.series(load, 0, Number.MAX_SAFE_INTEGER);

    it('gives back what was appended in order of time, of that place only, each instant once', async () => {
      const samples = [sample(hour + 2), sample(hour + 1), sample(hour + 3)];
      await store.results.append([...samples, { ...sample(hour), service: 'swap' }]);
      await store.results.append([{ ...sample(hour + 2), state: 'OK' }]);
      const points = await store.results.series(load, hour + 1, hour + 3);
      expect(points.map(({ start, states }) => [start, states])).to.deep.equal([
        [hour + 1, { WARNING: 1 }],
        [hour + 2, { WARNING: 1 }],
      ]);
      expect(await store.results.series({ ...load, customer: null }, 0, day)).to.deep.equal([]);
      const services = (await store.results.places()).map(({ service }) => service);
      expect(services.sort()).to.deep.equal(['load', 'swap']);
    });

    it('gives the last sample of each of many places before an instant', async () => {
      await store.results.append([sample(day, 1), sample(day + 5, 2), sample(day + 9, 3)]);
      await store.results.append([{ ...sample(day + 2, 7), service: 'swap' }]);
      const places = ['load', 'swap', 'users'].map((service) => ({ ...load, service }));
      const latest = await store.results.latestOf(places, day + 9);
      const found = [...latest.values()].map(({ service, at }) => [service, at]);
      expect(found.sort()).to.deep.equal([
        ['load', day + 5],
        ['swap', day + 2],
      ]);
    });

    it('outlines many places: of each stretch the last sample, and hours and days likewise', async () => {
      const minutes = Array.from({ length: 180 }, (_, minute) => sample(day + minute * 60_000));
      await store.results.append(minutes);
      await store.results.thin(day + 2 * hour, periods);
      const outline = { from: 0, to: 2 * day, every: hour / 2 };
      const outlines = await store.results.outlines([load, { ...load, service: 'swap' }], outline);
      expect([...outlines.keys()]).to.deep.equal([placeKey(load)]);
      const points = outlines.get(placeKey(load)) ?? [];
      expect(points.map(({ start, span }) => [(start - day) / 60_000, span])).to.deep.equal([
        [0, hour],
        [89, 0],
        [119, 0],
        [149, 0],
        [179, 0],
      ]);
      const coarse = await store.results.outlines([load], { ...outline, every: day });
      expect(coarse.get(placeKey(load))).to.have.length(2);
    });

    it('makes hours of old samples, days of old hours, and forgets old days', async () => {
      const figures = [1, 2, 6];
      const samples = figures.map((figure, index) => sample(day + index * hour, figure));
      await store.results.append(samples);
      await store.results.thin(day + 2 * hour, periods);
      expect(spansOf(await all())).to.deep.equal([hour, 0, 0]);
      await store.results.thin(day + 4 * hour, periods);
      expect(spansOf(await all())).to.deep.equal([hour, hour, hour]);
      await store.results.thin(3 * day, periods);
      const [whole, ...rest] = await all();
      expect(rest).to.deep.equal([]);
      expect(whole).to.deep.equal({
        start: day,
        span: day,
        states: { WARNING: 3 },
        figures: [{ label: 'load1', unit: '', min: 1, average: 3, max: 6, count: 3 }],
      });
      await store.results.thin(9 * day, periods);
      expect(await all()).to.deep.equal([]);
    });

    it('adds what comes late to the hour it belongs to', async () => {
      await store.results.append([sample(day, 1)]);
      await store.results.thin(day + 9 * hour, periods);
      await store.results.append([sample(day + 1, 3)]);
      await store.results.thin(day + 9 * hour, periods);
      const [only, ...rest] = await all();
      expect(rest).to.deep.equal([]);
      expect(only?.figures).to.deep.equal([
        { label: 'load1', unit: '', min: 1, average: 2, max: 3, count: 2 },
      ]);
    });

    it('lets two append and thin at once without losing or doubling a sample', async () => {
      const other = await place.open();
      const samples = Array.from({ length: 200 }, (_, index) => ({
        ...sample(day + index),
        service: `s${index % 20}`,
      }));
      const both = [store, other];
      await Promise.all(both.map(({ results }) => results.append(samples)));
      await Promise.all(both.map(({ results }) => results.thin(2 * day, periods)));
      const places = await other.results.places();
      expect(places).to.have.length(20);
      for (const each of places) {
        const [point, ...rest] = await other.results.series(each, 0, 9 * day);
        expect(rest).to.deep.equal([]);
        expect(point?.states).to.deep.equal({ WARNING: 10 });
      }
      await other.close();
    });

    it('forgets deliveries that were received before an instant, and no others', async () => {
      const none = { events: [], incidents: [], claims: [], watched: [], messages: [] };
      const batch = { ...none, attachments: [] };
      await store.commit({ ...batch, keys: ['old'], receivedAt: day });
      await store.commit({ ...batch, keys: ['young'], receivedAt: day + 1 });
      expect(await store.forgetKeys(day + 1)).to.equal(1);
      expect([...(await store.knownKeys(['old', 'young']))]).to.deep.equal(['young']);
    });
  });
}

const hour = 3_600_000;
const day = 24 * hour;
const periods: HistoryPeriods = { samples: hour, hours: day, days: 7 * day };
const load = { customer: 'customer-a', host: 'app-1', service: 'load' };

function sample(at: number, figure = 1): ResultSample {
  return { ...load, at, state: 'WARNING', perfdata: `load1=${figure};5;10` };
}

function spansOf(points: readonly ResultPoint[]) {
  return points.map(({ span }) => span);
}
