import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LondonDateTime } from '../../platform/calendar';

@ObjectType({ description: 'Code that filters take, with the name that people read.' })
export class Coded {
  @Field(() => ID, { description: 'Code in lower case with hyphens; it never changes.' })
  code!: string;

  @Field({ description: 'Name as people write it.' })
  name!: string;
}

export enum Coverage {
  EXACT = 'EXACT',
  PARENT_ONLY = 'PARENT_ONLY',
  NONE = 'NONE',
}
registerEnumType(Coverage, {
  name: 'Coverage',
  description: 'Degree to which a source records a theme.',
  valuesConfig: {
    EXACT: { description: 'Records of the source tell the theme apart from all others.' },
    PARENT_ONLY: {
      description: 'Records of the source hold the theme only within another category, or only in part.',
    },
    NONE: { description: 'The source cannot record the theme: a count would be unknown, not zero.' },
  },
});

@ObjectType({ description: 'Source of records, such as police-crimes.' })
export class Source extends Coded {
  @Field({ description: 'Kind of agency that delivers the source.' })
  agency!: string;

  @Field(() => String, {
    description: 'OPEN: published already, exact for everyone. CLOSED: under disclosure control.',
  })
  access!: string;

  @Field(() => String, { description: 'Precision of the time of its records: MINUTE, DAY or MONTH.' })
  resolution!: string;

  @Field({
    description:
      'Whether the places of its records are anonymous map points that stand for their surroundings.',
  })
  snapped!: boolean;
}

@ObjectType({ description: 'Degree to which one source records a theme.' })
export class SourceCoverage {
  @Field(() => Source, { description: 'Source that is described.' })
  source!: Source;

  @Field(() => Coverage, { description: 'Degree to which the source records the theme.' })
  coverage!: Coverage;
}

export enum ThemeMatch {
  ANY = 'ANY',
  ALL = 'ALL',
}
registerEnumType(ThemeMatch, {
  name: 'ThemeMatch',
  description: 'Way in which the offences and flags of a theme combine.',
  valuesConfig: {
    ANY: { description: 'An incident belongs by one of the offences or by one of the flags.' },
    ALL: { description: 'An incident belongs by one of the offences together with one of the flags.' },
  },
});

@ObjectType({ description: 'Weight sets that answers of a partnership use where none is named.' })
export class DefaultWeightSets {
  @Field(() => ID, {
    description:
      'Weight set of harm in the ranking, by its code (the current edition) or its id (code@version).',
  })
  harm!: string;

  @Field(() => ID, {
    description: 'Weight set of costs, by its code (the current edition) or its id (code@version).',
  })
  cost!: string;
}

@ObjectType({
  description: 'Edition of what a partnership has of its own: its profile and its changes to that.',
})
export class VocabularyEdition {
  @Field(() => Int, { description: 'Number of the edition; the highest holds.' })
  number!: number;

  @Field(() => LondonDateTime, { description: 'Time at which the edition was made.' })
  madeAt!: Date;

  @Field(() => ID, { description: 'Code of the profile.' })
  profile!: string;

  @Field(() => [Coded], { description: 'Themes of its own, or told otherwise than the profile tells them.' })
  themes!: Coded[];

  @Field(() => [ID], { description: 'Codes of themes of the profile that are left out.' })
  without!: string[];

  @Field(() => DefaultWeightSets, {
    description: 'Weight sets of answers where none is named.',
  })
  weightSets!: DefaultWeightSets;
}

@ObjectType({
  description:
    'Theme of a partnership, by the profile that it has chosen and its own changes. Themes nest and overlap.',
})
export class Theme extends Coded {
  @Field(() => String, {
    nullable: true,
    description:
      'Group of the theme: acquisitive, violent or other; null for themes without a block in the assessment.',
  })
  group!: string | null;

  @Field(() => Theme, { nullable: true, description: 'Theme that contains this one; null at the top.' })
  parent!: Theme | null;

  @Field(() => [String], { description: 'Other names of the theme.' })
  aliases!: string[];

  @Field({
    description:
      'Whether roles below ANALYST read closed sources of the theme for the whole partnership only.',
  })
  sensitive!: boolean;

  @Field(() => [SourceCoverage], { description: 'Degree to which each source records the theme.' })
  coverage!: SourceCoverage[];

  @Field(() => [Coded], {
    description:
      'Offences that belong to the theme, each with all its parts. Empty for themes without records.',
  })
  offences!: Coded[];

  @Field(() => [Coded], {
    description:
      'Flags of records that put an incident into the theme; with `match` ALL beside one of its offences.',
  })
  flags!: Coded[];

  @Field(() => ID, {
    nullable: true,
    description:
      'Code of the indicator whose figures describe the theme, as the query indicators lists them; null for a theme made ' +
      'of incidents.',
  })
  indicator!: string | null;

  @Field(() => ThemeMatch, {
    description: 'Whether an incident needs an offence or a flag of the theme, or both.',
  })
  match!: ThemeMatch;

  @Field({ description: 'Whether law makes the theme a priority of every partnership.' })
  statutory!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Law that makes the theme a priority of every partnership; null where none does.',
  })
  statutoryBasis!: string | null;
}
