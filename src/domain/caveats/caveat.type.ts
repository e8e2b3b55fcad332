import 'reflect-metadata';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Kinds of limits of an answer, in the field's terms. A kind may have several sentences. */
export enum CaveatCode {
  HOLE_IN_COVERAGE = 'HOLE_IN_COVERAGE',
  NOT_DELIVERED = 'NOT_DELIVERED',
  NOT_YET_PUBLISHED = 'NOT_YET_PUBLISHED',
  LATE_RECORDS = 'LATE_RECORDS',
  SOURCE_CHANGES = 'SOURCE_CHANGES',
  SOURCE_LEFT_OUT = 'SOURCE_LEFT_OUT',
  COUNTED_TWICE = 'COUNTED_TWICE',
  THEME_NOT_RECORDED = 'THEME_NOT_RECORDED',
  OFFENCE_NOT_RECORDED = 'OFFENCE_NOT_RECORDED',
  WIDER_CATEGORY = 'WIDER_CATEGORY',
  BOUNDARIES_CHANGED = 'BOUNDARIES_CHANGED',
  PART_MONTHS_LEFT_OUT = 'PART_MONTHS_LEFT_OUT',
  PARTLY_COUNTED = 'PARTLY_COUNTED',
  PERTURBED = 'PERTURBED',
  PARTNERSHIP_ONLY = 'PARTNERSHIP_ONLY',
  UNLOCATED = 'UNLOCATED',
  UNLOCATED_SHARE = 'UNLOCATED_SHARE',
  SNAPPED_PLACES = 'SNAPPED_PLACES',
  OUTSIDE_PARTNERSHIP = 'OUTSIDE_PARTNERSHIP',
  OUTSIDE_STUDY_AREA = 'OUTSIDE_STUDY_AREA',
  TIME_NOT_RECORDED = 'TIME_NOT_RECORDED',
  NO_COMPARISON = 'NO_COMPARISON',
  WINDOW_SHORTENED = 'WINDOW_SHORTENED',
  NOT_ENOUGH_DATA = 'NOT_ENOUGH_DATA',
  SERIAL_CORRELATION = 'SERIAL_CORRELATION',
  ESTIMATED = 'ESTIMATED',
  DENOMINATOR = 'DENOMINATOR',
  NO_WEIGHT = 'NO_WEIGHT',
  PEOPLE_NOT_RECORDED = 'PEOPLE_NOT_RECORDED',
  HOME_ADDRESS = 'HOME_ADDRESS',
  NOT_JUDGED = 'NOT_JUDGED',
  OTHER_EVENTS = 'OTHER_EVENTS',
  METHOD = 'METHOD',
}
registerEnumType(CaveatCode, {
  name: 'CaveatCode',
  description: 'Kind of a limit of an answer, for programs to switch on. New kinds may be added.',
  valuesConfig: {
    HOLE_IN_COVERAGE: {
      description: 'Months between deliveries were never delivered: their counts are unknown, not zero.',
    },
    NOT_DELIVERED: {
      description:
        'Days before the first or after the last delivery, or members of a county, were never delivered: their ' +
        'counts are unknown, not zero.',
    },
    NOT_YET_PUBLISHED: {
      description:
        'Months of a closed source are not in the last release of protected counts: their counts are unknown, not zero.',
    },
    LATE_RECORDS: {
      description: 'Records of a closed source came after its months were first published.',
    },
    SOURCE_CHANGES: {
      description:
        'Counts move from one source of the same events to another inside the period and may jump there.',
    },
    SOURCE_LEFT_OUT: {
      description:
        'A source was left out, because the key may not read it in this detail or it cannot tell what was asked.',
    },
    COUNTED_TWICE: {
      description:
        'Events are in more than one figure: sources of the same events named together, themes beside their parts, ' +
        'or overlapping areas.',
    },
    THEME_NOT_RECORDED: {
      description: 'No counted source records a theme: its count is unknown, not zero.',
    },
    OFFENCE_NOT_RECORDED: {
      description: 'No counted source records an offence: its count is unknown, not zero.',
    },
    WIDER_CATEGORY: {
      description:
        'A theme is counted by categories that hold more or less than it; the sentence says which, and which way.',
    },
    BOUNDARIES_CHANGED: {
      description:
        'Boundaries of areas change inside the period, or those of one day were used for all of it.',
    },
    PART_MONTHS_LEFT_OUT: {
      description: 'Parts of months were left out, because a source only records the month.',
    },
    PARTLY_COUNTED: {
      description: 'Months, quarters or years of which only some days are counted stand among the rows.',
    },
    PERTURBED: {
      description: 'Some counts are protected ones: noise was added against disclosure.',
    },
    PARTNERSHIP_ONLY: {
      description: 'Sensitive offences are counted for the partnership as a whole only, never by area.',
    },
    UNLOCATED: { description: 'Incidents have no place, or none in these areas, and were left out.' },
    UNLOCATED_SHARE: {
      description:
        'The share of incidents without a place differs between the windows of a comparison by more than 2 points.',
    },
    SNAPPED_PLACES: {
      description: 'Places are anonymous map points that stand for their surroundings.',
    },
    OUTSIDE_PARTNERSHIP: { description: 'The filter covers no ground of the partnership.' },
    OUTSIDE_STUDY_AREA: { description: 'Incidents or areas lie outside the study area, whole or in part.' },
    TIME_NOT_RECORDED: {
      description: 'Incidents whose day or hour is not recorded were left out.',
    },
    NO_COMPARISON: { description: 'There is no comparison; the sentence gives the reason.' },
    WINDOW_SHORTENED: {
      description:
        'Fewer days were counted than asked for, because the others were not delivered or cannot be compared.',
    },
    NOT_ENOUGH_DATA: {
      description: 'Too few months or incidents for a part of the answer, which is null or weak for it.',
    },
    SERIAL_CORRELATION: {
      description:
        'Successive months resemble each other beside season and trend, so tests find changes more often than their ' +
        'p-values say.',
    },
    ESTIMATED: {
      description: 'Counts or populations were estimated from those of other areas.',
    },
    DENOMINATOR: {
      description: 'Denominator of rates, its year, and the days that they stand for.',
    },
    NO_WEIGHT: { description: 'Offences have no weight in the weight set and add nothing to the sums.' },
    PEOPLE_NOT_RECORDED: {
      description: 'Victims, offenders or their particulars are not recorded for all incidents.',
    },
    HOME_ADDRESS: { description: 'Records count where a person lives, not where anything happened.' },
    NOT_JUDGED: {
      description: 'Cells of a matrix are neither computed nor judged: ranks are uncertain for it.',
    },
    OTHER_EVENTS: {
      description:
        'Other events of the calendar lie around the event; their days were left out where others remain.',
    },
    METHOD: { description: 'Limit of the method, for any data.' },
  },
});

@ObjectType({ description: 'Limit of an answer, to be shown beside its figures.' })
export class Caveat {
  @Field(() => CaveatCode, { description: 'Kind of the limit.' })
  code!: CaveatCode;

  @Field({ description: 'The limit in a sentence, for analysts to read.' })
  message!: string;
}
