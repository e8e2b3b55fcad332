/** Help text on the layout of files of victims and offenders. */
export const PEOPLE_MANUAL = `
Columns, in any order: incident_reference, source and role (VICTIM or OFFENDER), and of these what is known:
  organisation      yes for a company or another organisation
  sex               FEMALE, MALE, OTHER or UNKNOWN
  age               whole years; only its band is kept (ten years, or the one of age_band_system)
  age_band_system, age_band
                    TEN_YEAR (AGE_20_29, or 20-29), POLICE_UK or STATS19; in place of the age
  ethnicity_system, ethnicity
                    SELF_DEFINED_16_1, SELF_DEFINED_18_1 (W1, …) or OFFICER_DEFINED_IC (IC1, …)
  pseudonym         left out: no answer needs to know who is the same person in two incidents
  home_lsoa, home_ward
                    code of one of them
Other columns are refused, and so is whatever looks like a name, a date of birth, an address or a full postcode.

Example:
  $ cat people.csv
  incident_reference,source,role,sex,age,ethnicity_system,ethnicity,home_lsoa
  JD/1204/23,police-crimes,VICTIM,F,34,SELF_DEFINED_18_1,W1,
  JD/1204/23,police-crimes,OFFENDER,M,22,OFFICER_DEFINED_IC,IC1,E01017371
  $ csg import people --partnership E22000353 people.csv`;
