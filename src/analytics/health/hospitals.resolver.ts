import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { areaById, findPartnership, holdersOf, PostcodeDistrict } from '../../domain/areas';
import { IsoDate, today } from '../../platform/calendar';
import { Hospital } from './hospital.type';
import { selectHospitals } from './hospitals.queries';

@Resolver(() => Hospital)
export class HospitalResolver {
  @Query(() => [Hospital], {
    description:
      'Sites of hospitals, by name: places of the kind hospital, as the command `csg import places` reads ' +
      'them. Empty where none were imported.',
  })
  hospitals(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('at', () => IsoDate, {
      nullable: true,
      description: 'Day on which the postcode districts are valid. Default: today.',
    })
    at?: string | null,
  ): Promise<Hospital[]> {
    return context.session(async (session) => {
      const { ids } = holdersOf(await findPartnership(session, partnership));
      return selectHospitals(session, ids, at ?? today());
    });
  }

  @FieldResolver(() => PostcodeDistrict, {
    nullable: true,
    description: 'Postcode district that contains the hospital; null where none is known there.',
  })
  postcodeDistrict(
    @Ctx() context: RequestContext,
    @Root() { districtId }: Hospital,
  ): Promise<PostcodeDistrict> | null {
    return districtId === null ? null : context.loader(areaById).load(districtId);
  }
}
