import type { Layout } from './layout';

/** The publisher's words for what it does not know. */
const known = (text: string) => (text === '-1' || text.toUpperCase() === 'NULL' ? '' : text);

const SEVERITIES = new Map([
  ['1', 'fatal'],
  ['2', 'serious'],
  ['3', 'slight'],
]);

/**
 * Collisions as the Department for Transport publishes them of STATS19: one row each, its names beginning with `accident_`
 * until 2022 and with `collision_` since. It tells how many were hurt, but not how badly and not whether they were
 * children; that is in the publisher's file of casualties, which has no places.
 */
export const stats19Collisions: Layout<
  'index' | 'severity' | 'date' | 'time' | 'easting' | 'northing' | 'longitude' | 'latitude'
> = {
  name: 'STATS19 collisions of the Department for Transport',
  dataset: 'road-collisions',
  needs: {
    index: /^(accident|collision)index$/,
    severity: /^(accident|collision)severity$/,
    date: /^date$/,
    time: /^time$/,
    easting: /^locationeastingosgr$/,
    northing: /^locationnorthingosgr$/,
  },
  may: { longitude: /^longitude$/, latitude: /^latitude$/ },
  fills: ['reference', 'date', 'time', 'easting', 'northing', 'longitude', 'latitude', 'severity'],
  translate(field) {
    const [easting, northing] = [known(field('easting')), known(field('northing'))];
    const onGrid = easting !== '' && northing !== '';
    return {
      fields: {
        reference: field('index'),
        date: field('date'),
        time: known(field('time')),
        severity: SEVERITIES.get(field('severity')) ?? known(field('severity')),
        ...(onGrid
          ? { easting, northing }
          : { longitude: known(field('longitude')), latitude: known(field('latitude')) }),
      },
    };
  },
};
