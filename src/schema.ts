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
import {
  ProblemProfileResolver,
  StrategicAssessmentResolver,
  TacticalAssessmentResolver,
} from './assessment';
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
import { PerceptionResolver } from './perception';
import { ProfileResolver, SegmentResolver } from './profiles';
import { CrimeCostResolver, ThemeRankingResolver } from './ranking';
import { ResponseResolver } from './response';
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
      ProblemProfileResolver,
      StrategicAssessmentResolver,
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
      PerceptionResolver,
      ProfileResolver,
      SegmentResolver,
      CrimeCostResolver,
      ThemeRankingResolver,
      ResponseResolver,
      TacticalAssessmentResolver,
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
