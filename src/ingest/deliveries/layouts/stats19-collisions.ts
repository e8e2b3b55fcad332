import type { Layout } from './layout';

/** Text of a field; empty for the publisher's words for unknown. */
const known = (text: string) => (text === '-1' || text.toUpperCase() === 'NULL' ? '' : text);

const SEVERITIES = new Map([
  ['1', 'fatal'],
  ['2', 'serious'],
  ['3', 'slight'],
]);

/**
 * STATS19 collisions as published by the Department for Transport: one row each, with column names that begin with
 * `accident_` until 2022 and with `collision_` since. They have the number of casualties, but neither severity nor age,
 * which are in the publisher's file of casualties; that has no places.
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
