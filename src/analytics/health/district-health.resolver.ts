import { ArrayMaxSize } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { PostcodeDistrict } from '../../domain/areas';
import { checkDimensions } from './counts';
import { healthOfDistrict } from './counts.loaders';
import { HealthCount, HealthDimension } from './counts.type';
import { HealthArgs } from './health.input';

@ArgsType()
class DistrictArgs extends HealthArgs {
  @ArrayMaxSize(7)
  @Field(() => [HealthDimension], {
    defaultValue: [],
    description: 'Dimensions to count by beside the district; empty for one row, where there are records.',
  })
  by!: HealthDimension[];
}

@Resolver(() => PostcodeDistrict)
export class DistrictHealthResolver {
  @FieldResolver(() => [HealthCount], {
    nullable: true,
    description:
      'Health records of the postcode district, as the query hospitalAdmissions counts them; null where ' +
      'the key may not read them.',
  })
  healthCounts(
    @Ctx() context: RequestContext,
    @Root() { id, code, county }: PostcodeDistrict,
    @Args() { by, period, sources, offences }: DistrictArgs,
  ): Promise<HealthCount[]> {
    checkDimensions(by);
    return context
      .loader(healthOfDistrict)
      .load({ id, code, county, question: { period, sources, offences }, by });
  }
}
