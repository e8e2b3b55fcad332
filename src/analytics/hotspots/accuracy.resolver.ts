import { ArrayMaxSize, ArrayMinSize, Max, Min, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, Float, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { hotspotAccuracy } from './accuracy';
import { HotspotAccuracy } from './accuracy.type';
import { CellSizeArgs, gridFor } from './cell-size.input';

@ArgsType()
class AccuracyArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents from which the hotspots are made.' })
  train!: IncidentFilter;

  @ValidateNested()
  @Field(() => IncidentFilter, {
    description: 'Incidents to be predicted, of the same partnership and of days outside `train`.',
  })
  test!: IncidentFilter;

  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Min(0.01, { each: true })
  @Max(100, { each: true })
  @Field(() => [Float], {
    defaultValue: [0.5, 1, 2, 5, 10],
    description:
      'Shares of the area to search, in per cent: 1 to 20 values of 0.01 to 100, such as 2, 5 and 10.',
  })
  coverage!: number[];
}

@Resolver()
export class HotspotAccuracyResolver {
  @Query(() => HotspotAccuracy, {
    description:
      'Accuracy with which hotspots of one period predict the incidents of another, out of sample, on the ' +
      'cells that meet the study areas of both filters. A training period that overlaps the test period ' +
      'is refused. Closed sources need a key of the role ANALYST.',
  })
  hotspotAccuracy(@Ctx() context: RequestContext, @Args() args: AccuracyArgs): Promise<HotspotAccuracy> {
    const { train, test, coverage } = args;
    return hotspotAccuracy(context, train, test, { grid: gridFor(args), coverage });
  }
}
