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
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => EthnicityWords, {
    nullable: true,
    description: 'Kind of classification of ethnicities. Default: the one in which more are known.',
  })
  ethnicity?: EthnicityWords | null;
}

@ArgsType()
class SegmentArgs {
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @Field(() => [ProfileDimension], {
    defaultValue: ALL_DIMENSIONS,
    description: 'Dimensions that people are grouped by: any of age band, sex and ethnicity.',
  })
  by!: ProfileDimension[];
}

const CLOSED = 'People of closed sources are for keys of the role ANALYST (FORBIDDEN).';

@Resolver()
export class ProfileResolver {
  @Query(() => VictimProfile, {
    description: `Profile of the victims of the incidents of a filter. ${CLOSED} data.police.uk does not record victims.`,
  })
  victimProfile(
    @Ctx() context: RequestContext,
    @Args() { where, ethnicity }: ProfileArgs,
  ): Promise<VictimProfile> {
    return victimProfile(context, where, ethnicity ?? null);
  }

  @Query(() => OffenderProfile, {
    description:
      `Profile of the known offenders of the incidents of a filter, with where they live. ${CLOSED} ` +
      'data.police.uk does not record offenders.',
  })
  offenderProfile(
    @Ctx() context: RequestContext,
    @Args() { where, ethnicity }: ProfileArgs,
  ): Promise<OffenderProfile> {
    return offenderProfile(context, where, ethnicity ?? null);
  }

  @Query(() => SearchedProfile, {
    description:
      'Profile of people who were stopped and searched, kept apart from offenders, since most searches ' +
      'find nothing. Made from the open data of data.police.uk.',
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
    description:
      'People by any of age band, sex and ethnicity; people for whom a dimension is not known form ' +
      'segments of their own.',
  })
  segments(@Root() { profiled, population }: PersonProfile, @Args() { by }: SegmentArgs): ProfileSegment[] {
    return segmentsOf(profiled, by, population);
  }
}
