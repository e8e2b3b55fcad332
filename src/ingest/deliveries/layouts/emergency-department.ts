import { personalContent } from '../../../access';
import { Refusal } from '../..';
import type { Layout } from './layout';

/** Words for assaults with a weapon. Of the method of assault, only the flag weapon is kept. */
const WEAPON =
  /weapon|knife|knives|blade|stab|sharp|glass|bottle|blunt|object|gun|firearm|shot|acid|corrosive/i;
const NO_WEAPON = /body|fist|feet|foot|kick|punch|push|bite|head ?butt|unarmed|no weapon/i;

/** Splits date and clock time, which may be in one field. */
function split(date: string, time: string): { date: string; time: string } {
  const [day, clock = ''] = date.split(/[ T]+/);
  return { date: day, time: (time === '' ? clock : time).replace(/^(\d):/, '0$1:') };
}

/** Day in a form that sorts by date, from YYYY-MM-DD or DD/MM/YYYY. */
const sortable = (day: string) =>
  day.replace(
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
    (_, d, m, y) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
  );

/**
 * Assaults recorded by emergency departments (Information Sharing to Tackle Violence, NHS Digital ISB 1594): time of
 * arrival, time, method and place of the assault. They are attendances, not admissions. An assault without a time is
 * taken to lie between its date and the arrival. The free text about the place is never read; method and kind of place
 * are checked for personal data, and only a flag for a weapon is kept of them.
 */
export const emergencyDepartment: Layout<
  | 'arrivalDate'
  | 'arrivalTime'
  | 'assaultDate'
  | 'assaultTime'
  | 'method'
  | 'locationType'
  | 'district'
  | 'reference'
> = {
  name: 'assaults in emergency departments (Information Sharing to Tackle Violence)',
  dataset: 'hospital-admissions',
  needs: {
    arrivalDate: /^(arrival|attendance)(date|datetime|dateandtime|dateofarrival)$|^dateofarrival$/,
    assaultDate: /^(assault|incident)(date|datetime|dateandtime)$|^dateofassault$/,
    method: /^(assault)?(method|methodofassault|weapon)$/,
    locationType: /^(assault)?(locationtype|typeoflocation)$/,
  },
  may: {
    arrivalTime: /^(arrival|attendance)time$|^timeofarrival$/,
    assaultTime: /^(assault|incident)time$|^timeofassault$/,
    district: /^(postcodedistrict|outcode|outwardcode|outwardpostcode)$/,
    reference: /^(reference|attendanceid|attendanceidentifier)$/,
  },
  fills: ['reference', 'date', 'postcode_district', 'category', 'flags'],
  translate(field) {
    for (const column of ['method', 'locationType'] as const) {
      const found = personalContent(field(column), { part: true });
      if (found) throw new Refusal(column, `looks like ${found}, which no field of this file may hold`);
    }
    const method = field('method');
    const arrival = split(field('arrivalDate'), field('arrivalTime'));
    const assault = split(field('assaultDate'), field('assaultTime'));
    if (arrival.date === '') throw new Refusal('arrival date', 'blank');
    const [happened, arrived] = [sortable(assault.date), sortable(arrival.date)];
    if (happened > arrived || (happened === arrived && assault.time > arrival.time && arrival.time !== ''))
      throw new Refusal('assault date', 'after the arrival');
    const when =
      assault.date === ''
        ? { date: arrival.date } // the day on which it became known; the assault may have been the day before
        : assault.time === '' && arrival.time !== ''
          ? { date: assault.date, date_to: arrival.date, time_to: arrival.time }
          : { date: assault.date, time: assault.time };
    return {
      fields: {
        ...when,
        reference: field('reference'),
        postcode_district: field('district'),
        category: 'emergency-attendance-assault',
        flags: WEAPON.test(method) && !NO_WEAPON.test(method) ? 'weapon' : '',
      },
    };
  },
};
