import { IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ONE_LINE } from '../../access';
import { Coded } from '../../domain/vocabulary';
import { IsoDate, PeriodInput } from '../../platform/calendar';
import { Judgement } from '../trends';

export enum MatrixKind {
  PRIORITY_SCANNING = 'PRIORITY_SCANNING',
  THREAT_RISK = 'THREAT_RISK',
}
registerEnumType(MatrixKind, {
  name: 'MatrixKind',
  description: 'The two tables by which a strategic assessment finds out what matters most.',
  valuesConfig: {
    PRIORITY_SCANNING: {
      description: 'Yes (1) or no (0) for each criterion: volume, peers, trend, lists of priorities.',
    },
    THREAT_RISK: { description: 'A score of 1 to 3 for each criterion: the greater, the worse.' },
  },
});

@ObjectType({ description: 'A criterion of a matrix, with its scale.' })
export class MatrixCriterion extends Coded {
  @Field(() => MatrixKind, { description: 'The matrix that it is a column of.' })
  matrix!: MatrixKind;

  @Field(() => Int, { description: 'The least value; 0 where the scale is blank and ticked.' })
  least!: number;

  @Field(() => Int, { description: 'The greatest value; whole numbers between the two are allowed.' })
  greatest!: number;

  @Field({ description: 'Whether it is one that the partnership has added.' })
  own!: boolean;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'It counts in periods that end on this day or later; null: in all.',
  })
  since!: string | null;
}

@ObjectType({ description: 'What somebody says in a cell of a matrix.' })
export class AssertedCell extends Judgement {
  @Field(() => Int, {
    nullable: true,
    description: 'On the scale of the criterion; null: somebody says that it is unknown.',
  })
  value!: number | null;
}

@ObjectType({ description: 'What the data say in a cell of a matrix.' })
export class ComputedCell {
  @Field(() => Int, {
    nullable: true,
    description: 'On the scale of the criterion; null where no data can tell, which is not zero.',
  })
  value!: number | null;

  @Field({ description: 'The figures behind it, or why there are none.' })
  evidence!: string;
}

@ObjectType({ description: 'One criterion of one theme.' })
export class MatrixCell {
  @Field(() => Coded, { description: 'The criterion.' })
  criterion!: Coded;

  @Field(() => Int, {
    nullable: true,
    description: 'What counts: what was asserted where anything was, else what was computed; null: unknown.',
  })
  value!: number | null;

  @Field(() => AssertedCell, {
    nullable: true,
    description: 'What people say; null where nobody has said anything.',
  })
  asserted!: AssertedCell | null;

  @Field(() => [AssertedCell], {
    description: 'All that people have said, the newest first: the first is `asserted`.',
  })
  assertedHistory!: AssertedCell[];

  @Field(() => ComputedCell, { description: 'What the data say.' })
  computed!: ComputedCell;

  @Field({
    description:
      'Whether people say something else than the data, also where they say that it is unknown. False where no data ' +
      'can tell, or nobody has said anything.',
  })
  conflict!: boolean;
}

@ObjectType({ description: 'One criterion of one theme, with the theme.' })
export class ThemeMatrixCell extends MatrixCell {
  @Field(() => Coded, { description: 'The theme, under the name that the matrix prints.' })
  theme!: Coded;
}

const SMALLINT = 32_767;

@InputType({ description: 'A judgement in a cell of a matrix. Everyone can read it: name no persons in it.' })
export class AssertCellInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'The period that it is about.' })
  period!: PeriodInput;

  @Field(() => MatrixKind, { description: 'The matrix.' })
  matrix!: MatrixKind;

  @Field(() => ID, { description: 'Code of the theme, one of the rows of the matrix.' })
  theme!: string;

  @Field(() => ID, { description: 'Code of the criterion, one of the columns of the matrix.' })
  criterion!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, {
    nullable: true,
    description: 'A whole number on the scale of the criterion; null: it is unknown.',
  })
  value?: number | null;

  @Length(1, 500, { message: 'must have 1 to 500 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Why, one line of 500 characters at most.' })
  reason!: string;

  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @Field(() => Int, {
    defaultValue: 0,
    description: 'The version that this replaces; 0 where nothing has been said yet.',
  })
  version!: number;
}

@InputType({ description: "A criterion of a partnership's own." })
export class MatrixCriterionInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => MatrixKind, { description: 'The matrix that it becomes a column of.' })
  matrix!: MatrixKind;

  @Length(1, 60)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'code is lower-case letters and digits, with hyphens between',
  })
  @Field(() => ID, { description: 'Its code, new in the matrix: lower case, with hyphens.' })
  code!: string;

  @Length(1, 120)
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Its name, as people write it.' })
  name!: string;

  @IsInt()
  @Min(-SMALLINT)
  @Max(SMALLINT)
  @Field(() => Int, { description: 'The least value of its scale.' })
  least!: number;

  @IsInt()
  @Min(-SMALLINT)
  @Max(SMALLINT)
  @Field(() => Int, { description: 'The greatest value, above the least; the greater a value, the worse.' })
  greatest!: number;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'It counts in periods that end on this day or later; by default in all.',
  })
  since?: string | null;
}
