import { demonstration, type Place, type PlantedChange, TRUTH } from '../../seeds/demonstration/index.js';
import { daysIn, MONTHS, seasonOf } from '../../seeds/demonstration/quotas.js';
import type { IncidentRecord } from '../../src/ingest/reading/record.js';
import { dbscan } from '../../src/platform/statistics/dbscan.js';
import { dispersion, POISSON, twoWindowTest } from '../../src/platform/statistics/index.js';
import { BELONGS, during, PERIOD } from './themes.js';

const records = [...demonstration.incidents()];
const places = new Map(demonstration.places().map((place) => [place.name, place]));
const planted = TRUTH.flatMap((truth) => (truth.planted ? [{ ...truth, planted: truth.planted }] : []));
const changing = TRUTH.flatMap((truth) => {
  const found = truth.planted ?? truth.sum;
  return found ? [{ ...truth, ...found }] : [];
});

const count = (theme: string, period: (record: IncidentRecord) => boolean): number =>
  records.filter((record) => period(record) && BELONGS[theme](record)).length;

/** Dispersion of a theme over the 24 months. */
function dispersionOf(theme: string) {
  const counts = MONTHS.map((month) => count(theme, during(month, month)));
  return dispersion({ counts, days: MONTHS.map(daysIn), first: 6 }) ?? POISSON;
}

/** The class of a change, by the exact conditional test under the dispersion of the theme. */
function classify(theme: string, before: number, daysBefore: number, after: number, days: number): string {
  const change = after / days / (before / daysBefore) - 1;
  const p = twoWindowTest(
    { count: after, exposure: days },
    { count: before, exposure: daysBefore },
    dispersionOf(theme),
  )!;
  if (Math.abs(change) < 0.05 || p >= 0.2) return 'STABLE';
  return `${p < 0.05 ? '' : 'POSSIBLY_'}${change > 0 ? 'DETERIORATING' : 'IMPROVING'}`;
}

test('the truth covers all thirteen blocks of the document', () => {
  expect([...new Set(TRUTH.map((truth) => truth.block))]).toEqual([
    'Burglary',
    'Vehicle Crime',
    'Personal Robbery',
    'Non-domestic burglary',
    'Violence Against the Person',
    'Domestic Abuse',
    'Hate Crime',
    'Drug Misuse',
    'Alcohol Misuse',
    'Anti-Social Behaviour',
    'Criminal Damage',
    'Reducing re-offending',
    'Casualty Reduction',
  ]);
});

describe.each(changing)('the change of $theme', ({ theme, printed, sixMonths, twelveMonths }) => {
  const compare = (
    { change, classification }: PlantedChange,
    [before, after]: [number, number],
    [daysBefore, days]: [number, number],
    words: string | null,
  ) => {
    expect(Math.abs(after / before - 1 - change)).toBeLessThan(1.1 / before + 0.002);
    expect(classify(theme, before, daysBefore, after, days)).toBe(classification);
    expect(classify(theme, before, 1, after, 1)).toBe(classification); // by plain counts too
    if (words && /increas/i.test(words)) expect(after).toBeGreaterThan(before);
    if (words && /decreas/i.test(words)) expect(after).toBeLessThan(before);
  };

  test('January–June 2009 against January–June 2008', () => {
    const counts: [number, number] = [count(theme, PERIOD.sixMonthsBefore), count(theme, PERIOD.sixMonths)];
    compare(sixMonths, counts, [182, 181], printed.sixMonths);
  });

  test('the twelve months to June 2009 against the twelve before', () => {
    const counts: [number, number] = [
      count(theme, PERIOD.twelveMonthsBefore),
      count(theme, PERIOD.twelveMonths),
    ];
    compare(twelveMonths, counts, [366, 365], printed.twelveMonths);
  });

  test('the printed trend, where it is one', () => {
    const trend = printed.trend?.toUpperCase().replace(' ', '_');
    if (trend && /STABLE|DETERIORATING/.test(trend))
      expect([sixMonths.classification, twelveMonths.classification]).toEqual([trend, trend]);
  });

  test('month by month: the Seasonal Kendall test finds a trend just where the class is certain', () => {
    const months = MONTHS.map((month) => count(theme, during(month, month)));
    let signs = 0;
    for (let i = 0; i < 12; i++) signs += Math.sign(months[i + 12] - months[i]);
    const z = Math.max(0, Math.abs(signs) - 1) / Math.sqrt(12); // variance 1 for each of twelve months
    expect(z > 1.96).toBe(!/STABLE|POSSIBLY/.test(twelveMonths.classification));
  });
});

describe.each(planted)('the seasonality of $theme', ({ theme, planted: { seasonality } }) => {
  const months = MONTHS.map((month) => count(theme, during(month, month)));
  const days = MONTHS.map(daysIn);
  const mean = months.reduce((sum, n) => sum + n, 0) / days.reduce((sum, n) => sum + n, 0);

  test('is significant where peaks are planted, and not where none are', () => {
    let chiSquare = 0;
    for (let i = 0; i < 12; i++) {
      const expected = mean * (days[i] + days[i + 12]);
      chiSquare += (months[i] + months[i + 12] - expected) ** 2 / expected;
    }
    expect(chiSquare > 19.675).toBe(seasonality.peaks.length > 0); // 5 % point of χ² with 11 df
  });

  test('has its peaks in the planted seasons only', () => {
    for (const season of ['spring', 'summer', 'autumn', 'winter'] as const) {
      const inSeason = [...MONTHS.keys()].filter((i) => seasonOf(MONTHS[i]) === season);
      const incidents = inSeason.reduce((sum, i) => sum + months[i], 0);
      const expected = inSeason.reduce((sum, i) => sum + days[i], 0) * mean;
      if (seasonality.peaks.includes(season)) expect(incidents / expected).toBeGreaterThan(1.1);
      else if (seasonality.peaks.length > 0) expect(incidents / expected).toBeLessThan(0.97);
      else expect(Math.abs(incidents / expected - 1)).toBeLessThan(theme === 'hate-crime' ? 0.1 : 0.08);
    }
  });
});

describe.each(planted.filter((truth) => truth.planted.hotspots.length > 0))(
  'the hotspots of $theme',
  ({ theme, planted: { hotspots } }) => {
    test.each([
      ['January–June 2009', PERIOD.sixMonths],
      ['January–June 2008', PERIOD.sixMonthsBefore],
      ['the twelve months to June 2009', PERIOD.twelveMonths],
      ['the twelve months before', PERIOD.twelveMonthsBefore],
      ['both years', () => true],
    ])('are the largest clusters in %s', (_, period) => {
      const clusters = clustersOf(records.filter((record) => period(record) && BELONGS[theme](record)));
      // A ring of streets shows as two clusters, one on either side of its centre.
      const expected = hotspots.flatMap((hotspot) => (hotspot.ring ? [hotspot, hotspot] : [hotspot]));
      const found = clusters.slice(0, expected.length).map((cluster) => {
        const at = hotspots.filter(({ place, ring }) => {
          const { easting, northing, radius } = places.get(place) as Place;
          const distance = Math.hypot(cluster.easting - easting, cluster.northing - northing);
          return ring ? distance >= ring.from && distance <= ring.to : distance <= radius;
        });
        return at.map((hotspot) => hotspot.place).join(' or ');
      });
      expect(found.sort()).toEqual(expected.map((hotspot) => hotspot.place).sort());
    });
  },
);

test('the hotspots of criminal damage coincide with those of anti-social behaviour', () => {
  const at = (theme: string) =>
    planted.find((truth) => truth.theme === theme)?.planted.hotspots.map((hotspot) => hotspot.place);
  expect(at('criminal-damage')).toEqual(at('anti-social-behaviour'));
});

/** Clusters with the product's defaults, greatest first: eps 250 m, at least 5 incidents and 1 % of all. */
function clustersOf(incidents: IncidentRecord[]): { weight: number; easting: number; northing: number }[] {
  const spots = new Map<string, { easting: number; northing: number; weight: number }>();
  for (const { place } of incidents) {
    if (place.kind !== 'grid') continue;
    const key = `${place.easting} ${place.northing}`;
    const spot = spots.get(key);
    if (spot) spot.weight++;
    else spots.set(key, { easting: place.easting, northing: place.northing, weight: 1 });
  }
  const all = [...spots.values()];
  const { clusterOf, clusterCount } = dbscan(
    {
      eastings: Float64Array.from(all, (spot) => spot.easting),
      northings: Float64Array.from(all, (spot) => spot.northing),
      weights: Float64Array.from(all, (spot) => spot.weight),
    },
    250,
    Math.max(5, Math.ceil(incidents.length / 100)),
  );
  const clusters = Array.from({ length: clusterCount }, () => ({ weight: 0, easting: 0, northing: 0 }));
  all.forEach((spot, i) => {
    const cluster = clusters[clusterOf[i]];
    if (!cluster) return;
    cluster.weight += spot.weight;
    cluster.easting += spot.weight * spot.easting;
    cluster.northing += spot.weight * spot.northing;
  });
  return clusters
    .map(({ weight, easting, northing }) => ({
      weight,
      easting: easting / weight,
      northing: northing / weight,
    }))
    .sort((a, b) => b.weight - a.weight);
}
