import 'reflect-metadata';
import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AgencyResolver } from './agencies';
import {
  AreaListResolver,
  AreaResolver,
  OverlapResolver,
  PartnershipResolver,
  PostcodeDistrictResolver,
  SntAreaResolver,
} from './areas';
import { DistrictHealthResolver, HealthResolver, HospitalResolver } from './health';
import {
  CoincidingHotspotResolver,
  ConcentrationResolver,
  EmergingHotspotResolver,
  HotspotAccuracyResolver,
  HotspotClusterResolver,
  HotspotGridResolver,
  RepeatResolver,
} from './hotspots';
import { AreaBy, DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents';
import { ProfileResolver, SegmentResolver } from './profiles';
import { SharingResolver } from './sharing';
import { ThemeResolver, WeightSetResolver } from './themes';
import {
  AreaRateResolver,
  AssessmentYearResolver,
  PeerResolver,
  SeasonalityResolver,
  TargetResolver,
  TrendResolver,
  WeekGridResolver,
} from './trends';

/** The whole GraphQL schema, from the resolvers of every room. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      AgencyResolver,
      AreaListResolver,
      AreaResolver,
      OverlapResolver,
      PartnershipResolver,
      PostcodeDistrictResolver,
      SntAreaResolver,
      DataCoverageResolver,
      IncidentCountResolver,
      IncidentResolver,
      DistrictHealthResolver,
      HealthResolver,
      HospitalResolver,
      CoincidingHotspotResolver,
      ConcentrationResolver,
      EmergingHotspotResolver,
      HotspotAccuracyResolver,
      HotspotClusterResolver,
      HotspotGridResolver,
      RepeatResolver,
      ProfileResolver,
      SegmentResolver,
      SharingResolver,
      ThemeResolver,
      WeightSetResolver,
      AreaRateResolver,
      AssessmentYearResolver,
      PeerResolver,
      SeasonalityResolver,
      TargetResolver,
      TrendResolver,
      WeekGridResolver,
    ],
    validate: true,
  });
  // type-graphql has no way to say it: exactly one of the fields.
  (schema.getType(AreaBy.name) as GraphQLInputObjectType).isOneOf = true;
  return schema;
}
