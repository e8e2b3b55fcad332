import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, Float, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access';
import { IncidentFilter } from '../incidents';
import { DEFAULT_CELL_SIZE, GREATEST_CELL_SIZE, LEAST_CELL_SIZE } from './cells';
import { concentration } from './concentration';
import { Concentration, ConcentrationUnit } from './concentration.type';

@ArgsType()
class ConcentrationArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents.' })
  where!: IncidentFilter;

  @Field(() => ConcentrationUnit, {
    defaultValue: ConcentrationUnit.CELL,
    description: 'What incidents are counted by.',
  })
  unit!: ConcentrationUnit;

  @IsOptional()
  @Min(LEAST_CELL_SIZE)
  @Max(GREATEST_CELL_SIZE)
  @Field(() => Float, {
    nullable: true,
    description: `Side of a cell in metres, ${LEAST_CELL_SIZE} to ${GREATEST_CELL_SIZE}; ${DEFAULT_CELL_SIZE} by default. Of CELL only.`,
  })
  cellSize?: number | null;
}

@Resolver()
export class ConcentrationResolver {
  @Query(() => Concentration, {
    description:
      'How unevenly the incidents of a filter are spread over cells or places. Closed sources need a key of the role ' +
      'ANALYST.',
  })
  concentration(
    @Ctx() context: RequestContext,
    @Args() { where, unit, cellSize }: ConcentrationArgs,
  ): Promise<Concentration> {
    const isCell = unit === ConcentrationUnit.CELL;
    return concentration(context, where, { unit, cellSize: isCell ? (cellSize ?? DEFAULT_CELL_SIZE) : null });
  }
}
