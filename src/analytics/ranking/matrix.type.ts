import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FreeText, ONE_LINE } from '../../access';
import { Coded } from '../../domain/vocabulary';
import { IsoDate, PeriodInput } from '../../platform/calendar';
import { Judgement } from '../trends';

export enum MatrixKind {
  PRIORITY_SCANNING = 'PRIORITY_SCANNING',
  THREAT_RISK = 'THREAT_RISK',
}
registerEnumType(MatrixKind, {
  name: 'MatrixKind',
  description: 'Table by which a strategic assessment ranks themes.',
  valuesConfig: {
    PRIORITY_SCANNING: {
      description:
        'Priority scanning table: yes (1) or no (0) for each criterion, such as volume, peers, trend and ' +
        'lists of priorities.',
    },
    THREAT_RISK: {
      description: 'Threat and risk matrix: a score of 1 to 3 for each criterion; a higher score is worse.',
    },
  },
});

@ObjectType({ description: 'Criterion of a matrix, with its scale.' })
export class MatrixCriterion extends Coded {
  @Field(() => MatrixKind, { description: 'Matrix that the criterion is a column of.' })
  matrix!: MatrixKind;

  @Field(() => Int, { description: 'Lowest value of the scale; 0 for a scale of blank and tick.' })
  least!: number;

  @Field(() => Int, {
    description: 'Highest value of the scale; every whole number from `least` to `greatest` is allowed.',
  })
  greatest!: number;

  @Field({ description: 'Whether the partnership added the criterion itself.' })
  own!: boolean;

  @Field(() => IsoDate, {
    nullable: true,
    description:
      'First day of validity: the criterion counts in periods that end on this day or later; null for all ' +
      'periods.',
  })
  since!: string | null;
}

@ObjectType({ description: 'Judgement recorded in a cell of a matrix.' })
export class AssertedCell extends Judgement {
  @Field(() => Int, {
    nullable: true,
    description: 'Value on the scale of the criterion; null where the judgement is "unknown".',
  })
  value!: number | null;
}

@ObjectType({ description: 'Value of a cell of a matrix computed from data.' })
export class ComputedCell {
  @Field(() => Int, {
    nullable: true,
    description:
      'Value on the scale of the criterion; null, which is not zero, where the data cannot support one. Where a theme is ' +
      'recorded only within a wider category, the trend is the one of that category.',
  })
  value!: number | null;

  @Field(() => Int, {
    description:
      'Lowest value that the data allow: `value` where the theme is told apart, the lowest of the scale where nothing is ' +
      'known.',
  })
  lower!: number;

  @Field(() => Int, {
    description:
      'Highest value that the data allow: `value` where the theme is told apart, the highest of the scale where nothing ' +
      'is known.',
  })
  upper!: number;

  @Field({ description: 'Figures behind the value, or the reason that there are none.' })
  evidence!: string;
}

@ObjectType({ description: 'Cell of a matrix: one criterion of one theme.' })
export class MatrixCell {
  @Field(() => Coded, { description: 'Criterion of the cell.' })
  criterion!: Coded;

  @Field(() => Int, {
    nullable: true,
    description:
      'Value that counts: the asserted one where a judgement was recorded, else the computed one; null ' +
      'where unknown.',
  })
  value!: number | null;

  @Field(() => AssertedCell, {
    nullable: true,
    description: 'Current judgement; null where none was recorded.',
  })
  asserted!: AssertedCell | null;

  @Field(() => [AssertedCell], {
    description: 'All judgements of the cell, the newest first; the first is `asserted`.',
  })
  assertedHistory!: AssertedCell[];

  @Field(() => ComputedCell, { description: 'Value computed from data.' })
  computed!: ComputedCell;

  @Field({
    description:
      'Whether the judgement differs from what was computed: it lies outside `lower` and `upper`, or is "unknown" where ' +
      'the data give a value. False where no judgement was recorded.',
  })
  conflict!: boolean;
}

@ObjectType({ description: 'Cell of a matrix with its theme.' })
export class ThemeMatrixCell extends MatrixCell {
  @Field(() => Coded, { description: 'Theme of the cell, under the name that the matrix prints.' })
  theme!: Coded;
}

const SMALLINT = 32_767;

@InputType({ description: 'Judgement to record in a cell of a matrix. It is public: name no persons in it.' })
export class AssertCellInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'Period that the judgement is about.' })
  period!: PeriodInput;

  @Field(() => MatrixKind, { description: 'Matrix of the cell.' })
  matrix!: MatrixKind;

  @Field(() => ID, { description: 'Code of the theme, a row of the matrix.' })
  theme!: string;

  @Field(() => ID, { description: 'Code of the criterion, a column of the matrix.' })
  criterion!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, {
    nullable: true,
    description: 'Whole number on the scale of the criterion; null for "unknown".',
  })
  value?: number | null;

  @Length(1, 500, { message: 'must have 1 to 500 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Reason for the judgement, one line of 500 characters at most.' })
  reason!: string;

  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @Field(() => Int, {
    defaultValue: 0,
    description: 'Version of the judgement that this one replaces, as it was read; 0 for the first.',
  })
  version!: number;
}

@InputType({ description: 'Criterion that a partnership adds to a matrix.' })
export class MatrixCriterionInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => MatrixKind, { description: 'Matrix that the criterion becomes a column of.' })
  matrix!: MatrixKind;

  @Length(1, 60)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'code is lower-case letters and digits, with hyphens between',
  })
  @Field(() => ID, { description: 'Code of the criterion, unique in the matrix: lower case, with hyphens.' })
  code!: string;

  @Length(1, 120)
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Name of the criterion, as people write it.' })
  name!: string;

  @IsInt()
  @Min(-SMALLINT)
  @Max(SMALLINT)
  @Field(() => Int, { description: 'Lowest value of the scale, such as 1.' })
  least!: number;

  @IsInt()
  @Min(-SMALLINT)
  @Max(SMALLINT)
  @Field(() => Int, {
    description: 'Highest value of the scale, above `least`, such as 3; a higher value is worse.',
  })
  greatest!: number;

  @Field(() => IsoDate, {
    nullable: true,
    description:
      'First day of validity: the criterion counts in periods that end on this day or later. Default: all ' +
      'periods.',
  })
  since?: string | null;
}

@InputType({ description: 'Row of a matrix.' })
export class MatrixRowInput {
  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;

  @IsOptional()
  @FreeText(100)
  @Field(() => String, {
    nullable: true,
    description: 'Name that the matrix prints for the theme. Default: the name of the theme.',
  })
  name?: string | null;
}

@InputType({ description: 'Columns and rows that a partnership gives one of its matrices.' })
export class MatrixInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => MatrixKind, { description: 'Matrix to change.' })
  matrix!: MatrixKind;

  @ArrayMaxSize(50)
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of the criteria that are its columns, in their order, of every partnership or of its own. Its own ' +
      'ones that are not listed follow. Default: those of the profile.',
  })
  criteria?: string[] | null;

  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Field(() => [MatrixRowInput], {
    nullable: true,
    description:
      'Themes that are its rows, in their order. Themes of its own that have a group and are not listed follow. ' +
      'Default: those of the profile.',
  })
  rows?: MatrixRowInput[] | null;
}
