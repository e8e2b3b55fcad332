import { Refusal } from '../..';
import type { Layout } from './layout';

/** Text of a field; empty for NULL and NA, which the publisher writes for withheld and unknown values. */
const known = (text: string) => (/^(null|na|n\/a)$/i.test(text) ? '' : text);

/**
 * Special services of the London Fire Brigade (animal rescues and the like), as published by the London Datastore. The
 * law does not require them to be shared, and they count in no theme. About half of the rows withhold the point and
 * have easting and northing rounded to 50 metres, which are read then. Longitude and latitude are not read, since some
 * are 0.
 */
export const londonFire: Layout<
  'number' | 'when' | 'type' | 'district' | 'easting' | 'northing' | 'roundedEasting' | 'roundedNorthing'
> = {
  name: 'special services of the London Fire Brigade',
  dataset: 'fire-incidents',
  needs: {
    number: /^incidentnumber$/,
    when: /^datetimeofcall$/,
    type: /^(typeofincident|incidenttypegroup|incidentgroup)$/,
    district: /^postcodedistrict$/,
    easting: /^eastingm$/,
    northing: /^northingm$/,
    roundedEasting: /^eastingrounded$/,
    roundedNorthing: /^northingrounded$/,
  },
  fills: ['reference', 'date', 'time', 'easting', 'northing', 'postcode_district', 'category'],
  translate(field) {
    if (!/^special service$/i.test(field('type')))
      throw new Refusal(
        'type-of-incident',
        'not a special service; of fires this layout does not tell whether they were deliberate',
      );
    const number = known(field('number'));
    const [date, time = ''] = field('when').split(/[ T]/);
    const exact = known(field('easting')) !== '' && known(field('northing')) !== '';
    const at = exact ? ([field('easting'), field('northing')] as const) : null;
    const [easting, northing] = at ?? [known(field('roundedEasting')), known(field('roundedNorthing'))];
    return {
      fields: {
        // Prefixed, since some numbers by themselves look like dates of birth.
        reference: number === '' ? '' : `LFB/${number}`,
        ...{ date, time, easting, northing },
        postcode_district: known(field('district')),
        category: 'special service',
      },
    };
  },
};
