import { ArrayMaxSize, ArrayMinSize, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import {
  ALL_DIMENSIONS,
  EthnicityWords,
  OffenderProfile,
  PersonProfile,
  ProfileDimension,
  ProfileSegment,
  SearchedProfile,
  VictimProfile,
} from './profile.type';
import { offenderProfile, searchedProfile, victimProfile } from './profiles';
import { segmentsOf } from './segments';

@ArgsType()
class ProfileArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents.' })
  where!: IncidentFilter;

  @Field(() => EthnicityWords, {
    nullable: true,
    description: 'Whose words ethnicities are in; by default those in which more of them are known.',
  })
  ethnicity?: EthnicityWords | null;
}

@ArgsType()
class SegmentArgs {
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @Field(() => [ProfileDimension], {
    defaultValue: ALL_DIMENSIONS,
    description: 'What people are told apart by: any of age band, sex and ethnicity.',
  })
  by!: ProfileDimension[];
}

const CLOSED = 'People of closed sources are for keys of the role ANALYST (FORBIDDEN).';

@Resolver()
export class ProfileResolver {
  @Query(() => VictimProfile, {
    description: `Who the victims of the incidents of a filter are. ${CLOSED} Open data tells of no victims.`,
  })
  victimProfile(
    @Ctx() context: RequestContext,
    @Args() { where, ethnicity }: ProfileArgs,
  ): Promise<VictimProfile> {
    return victimProfile(context, where, ethnicity ?? null);
  }

  @Query(() => OffenderProfile, {
    description:
      `Who the offenders of the incidents of a filter are, as far as they are known, and where they come from. ${CLOSED} ` +
      'Open data tells of no offenders.',
  })
  offenderProfile(
    @Ctx() context: RequestContext,
    @Args() { where, ethnicity }: ProfileArgs,
  ): Promise<OffenderProfile> {
    return offenderProfile(context, where, ethnicity ?? null);
  }

  @Query(() => SearchedProfile, {
    description:
      'Who was stopped and searched: a profile of its own, kept apart from offenders, since most searches find nothing. ' +
      'Made from the open data of data.police.uk.',
  })
  searchedProfile(
    @Ctx() context: RequestContext,
    @Args() { where, ethnicity }: ProfileArgs,
  ): Promise<SearchedProfile> {
    return searchedProfile(context, where, ethnicity ?? null);
  }
}

@Resolver(() => PersonProfile)
export class SegmentResolver {
  @FieldResolver(() => [ProfileSegment], {
    description: 'The people by any of age band, sex and ethnicity. What is not known is a segment too.',
  })
  segments(@Root() { profiled, population }: PersonProfile, @Args() { by }: SegmentArgs): ProfileSegment[] {
    return segmentsOf(profiled, by, population);
  }
}
