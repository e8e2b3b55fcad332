import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { AreaKind, outline, Simplification } from '../../domain/areas';
import { IncidentFilter } from '../../domain/incidents';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { Denominator } from './denominator.type';
import { areaRates } from './rates';
import { AreaRates } from './rates.type';

@ArgsType()
class RateArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => AreaKind, { description: 'Kind of area to rate.' })
  kind!: AreaKind;

  @Field(() => Denominator, {
    nullable: true,
    description:
      'Denominator of the rates. Default: that of the offences; offences with different ones are counted ' +
      'per resident, and a caveat says so.',
  })
  denominator?: Denominator | null;
}

@Resolver(() => AreaRates)
export class AreaRateResolver {
  @Query(() => AreaRates, {
    description:
      'Incidents per 1,000 of a denominator per year, for all areas of a kind, with 95% intervals and ' +
      'their position in a funnel plot.',
  })
  areaRates(
    @Ctx() context: RequestContext,
    @Args() { where, kind, denominator }: RateArgs,
  ): Promise<AreaRates> {
    return areaRates(context, where, { kind, denominator: denominator ?? null });
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description: 'Areas as a map layer, with the figures of each area as flat properties.',
  })
  async features(
    @Ctx() context: RequestContext,
    @Root() { rows }: AreaRates,
    @Args() { simplify }: Simplification,
  ): Promise<FeatureCollection> {
    const outlines = await Promise.all(
      rows.map(({ areaId: id }) => context.loader(outline).load({ id, simplify })),
    );
    return {
      type: 'FeatureCollection',
      features: rows.map(({ areaId: _, ...properties }, i) => ({
        type: 'Feature',
        id: properties.code,
        geometry: outlines[i],
        properties,
      })),
    };
  }
}
