import { personalContent } from '../../access';
import { Refusal } from '..';
import { CASUALTY_COLUMNS, type Column, columnsOf, type Dataset } from './datasets/dataset';
import type { Fields } from './row-fields';

/** Only columns that may hold an address. */
const MAY_HOLD_ADDRESSES: readonly Column[] = ['school_name', 'school_address'];
/** Columns with a format that excludes personal data. */
const CHECKED_BY_FORM: readonly Column[] = [
  ...(['date', 'time', 'date_to', 'time_to', 'month', 'count', 'age', 'sex'] as const),
  ...(['easting', 'northing', 'longitude', 'latitude'] as const),
  ...CASUALTY_COLUMNS,
];

/** Pattern of words that only names of people have: a title, or a surname before a comma. */
const NAMED =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|lady|rev)\b\.?\s+\p{L}|^\p{Lu}[\p{L}'’-]+,\s*\p{Lu}[\p{L}'’-]+$/iu;

/** Refuses a row that holds personal data. @throws Refusal */
export function refusePersonalData(field: Fields, dataset: Dataset): void {
  for (const column of columnsOf(dataset)) {
    if (CHECKED_BY_FORM.includes(column)) continue;
    const text = field(column);
    if (text === '') continue;
    const found = personalContent(text, { part: column !== 'reference' });
    if (found && !(found === 'an address or a full postcode' && MAY_HOLD_ADDRESSES.includes(column)))
      throw new Refusal(column, `looks like ${found}, which no field of this file may hold`);
    if (NAMED.test(text) && !MAY_HOLD_ADDRESSES.includes(column))
      throw new Refusal(column, 'looks like a name, which no field of this file may hold');
  }
}
