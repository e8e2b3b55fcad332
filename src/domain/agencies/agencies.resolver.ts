import { ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { findPartnership } from '../areas';
import { listAgencies, storeAgencies } from './agencies.queries';
import { Agency, AgencyInput } from './agency.type';

@ArgsType()
class AgencyArgs {
  @ValidateNested()
  @Field(() => AgencyInput, { description: 'Agency to add or change.' })
  agency!: AgencyInput;
}

@Resolver()
export class AgencyResolver {
  @Query(() => [Agency], { description: 'Agencies of a partnership.' })
  agencies(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<Agency[]> {
    return context.session(async (session) => {
      const { id } = await findPartnership(session, partnership);
      return listAgencies(session, id);
    });
  }

  @Mutation(() => Agency, {
    description:
      'Adds an agency, or changes its name and kind, which decides the data sets that it may deliver. Needs a ' +
      'key of the partnership with the role ADMIN.',
  })
  async setAgency(@Ctx() context: RequestContext, @Args() { agency }: AgencyArgs): Promise<Agency> {
    const { id } = await context.session((session) => findPartnership(session, agency.partnership));
    const deed = {
      action: 'agency.set',
      partnershipId: id,
      detail: { agency: agency.code, kind: agency.kind },
    };
    const [stored] = await context.administer(deed, (session) => storeAgencies(session, id, [agency]));
    return stored;
  }
}
