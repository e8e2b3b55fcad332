import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { CellSizeArgs, gridFor } from './cell-size.input';
import { concentration } from './concentration';
import { Concentration, ConcentrationUnit } from './concentration.type';

@ArgsType()
class ConcentrationArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => ConcentrationUnit, {
    defaultValue: ConcentrationUnit.CELL,
    description: 'Unit that incidents are counted by.',
  })
  unit!: ConcentrationUnit;
}

@Resolver()
export class ConcentrationResolver {
  @Query(() => Concentration, {
    description:
      'Concentration of the incidents of a filter over cells or places. Closed sources need a key of the ' +
      'role ANALYST.',
  })
  concentration(@Ctx() context: RequestContext, @Args() args: ConcentrationArgs): Promise<Concentration> {
    const { where, unit } = args;
    const cellSize = unit === ConcentrationUnit.CELL ? gridFor(args).cellSize : null;
    return concentration(context, where, { unit, cellSize });
  }
}
