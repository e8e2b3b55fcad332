import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType({ description: 'A thing with a code that filters take and a name that people read.' })
export class Coded {
  @Field(() => ID, { description: 'Lower-case with hyphens; stable.' })
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
  description: 'How well a source sees a theme.',
  valuesConfig: {
    EXACT: { description: 'Its records tell the theme apart from all others.' },
    PARENT_ONLY: { description: 'Its records hold the theme only within another category, or only in part.' },
    NONE: { description: 'It cannot see the theme: a count would be unknown, not zero.' },
  },
});

@ObjectType({ description: 'A source of records.' })
export class Source extends Coded {
  @Field({ description: 'Kind of agency that delivers it.' })
  agency!: string;

  @Field(() => String, {
    description: 'OPEN: published already, exact for everyone. CLOSED: under disclosure control.',
  })
  access!: string;

  @Field(() => String, { description: 'How exactly it tells the time: MINUTE, DAY or MONTH.' })
  resolution!: string;

  @Field({ description: 'Whether its places are anonymous map points that stand for their surroundings.' })
  snapped!: boolean;
}

@ObjectType({ description: 'How well one source sees a theme.' })
export class SourceCoverage {
  @Field(() => Source, { description: 'The source.' })
  source!: Source;

  @Field(() => Coverage, { description: 'How well it sees the theme.' })
  coverage!: Coverage;
}

@ObjectType({ description: 'A theme of the strategic assessment. Themes nest and overlap.' })
export class Theme extends Coded {
  @Field(() => String, {
    nullable: true,
    description: 'acquisitive, violent or other; null for themes of open data.',
  })
  group!: string | null;

  @Field(() => Theme, { nullable: true, description: 'The theme that it is part of.' })
  parent!: Theme | null;

  @Field(() => [String], { description: 'Other names that it goes by.' })
  aliases!: string[];

  @Field({ description: 'Whether closed sources show it at partnership level only, below the role ANALYST.' })
  sensitive!: boolean;

  @Field(() => [SourceCoverage], { description: 'How well each source sees it.' })
  coverage!: SourceCoverage[];
}
