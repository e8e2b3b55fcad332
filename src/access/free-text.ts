import { Length, Matches, ValidateBy } from 'class-validator';
import { personalText } from './personal-data';

/** Pattern of a text on one line that is not blank. */
export const ONE_LINE = /^(?!\s*$)[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

const WITHOUT_PERSONS = {
  name: 'withoutPersons',
  validator: {
    validate: (text: unknown) => typeof text !== 'string' || personalText(text) === null,
    defaultMessage: () =>
      'must name or locate no person: e-mail addresses, telephone numbers, full postcodes and personal numbers are refused',
  },
};

/** Checks a text field that everyone can read: one line of at most `most` characters, without personal data. */
export function FreeText(most: number): PropertyDecorator {
  return (target, property) => {
    Length(1, most, { message: `must have 1 to ${most} characters` })(target, property);
    Matches(ONE_LINE, { message: 'must be one line of text' })(target, property as string);
    ValidateBy(WITHOUT_PERSONS)(target, property);
  };
}
