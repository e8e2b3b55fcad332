import { HOME_OFFICE_OFFENCES, homeOfficeOffence } from '../../domain/vocabulary';

/**
 * Offence that a row was once read as, by its offence now: before codes of the Home Office were offences of their own, each
 * was the wide offence that it is part of, but for code 59.
 */
const FORMER: ReadonlyMap<string, string> = new Map([
  ...HOME_OFFICE_OFFENCES.map(({ code, partOf }) => [homeOfficeOffence(code), partOf] as const),
  [homeOfficeOffence('59'), 'criminal-damage'],
]);

/** Offence that a row was read as before codes were told apart, which is part of the identity of records stored then. */
export const formerOffence = (offence: string): string => FORMER.get(offence) ?? offence;
