import 'reflect-metadata';
import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  ProblemProfileResolver,
  StrategicAssessmentResolver,
  TacticalAssessmentResolver,
} from '../../analytics/assessment';
import { EvaluationResolver } from '../../analytics/evaluation';
import { DistrictHealthResolver, HealthResolver, HospitalResolver } from '../../analytics/health';
import {
  CoincidingHotspotResolver,
  ConcentrationResolver,
  EmergingHotspotResolver,
  HotspotAccuracyResolver,
  HotspotClusterResolver,
  HotspotGridResolver,
  RepeatResolver,
} from '../../analytics/hotspots';
import { ProfileResolver, SegmentResolver } from '../../analytics/people';
import { PerceptionResolver } from '../../analytics/perception';
import { CrimeCostResolver, ThemeRankingResolver } from '../../analytics/ranking';
import {
  AreaRateResolver,
  AssessmentYearResolver,
  PeerResolver,
  SeasonalityResolver,
  TargetResolver,
  TrendResolver,
  WeekGridResolver,
} from '../../analytics/trends';
import { AgencyResolver } from '../../domain/agencies';
import {
  AreaListResolver,
  AreaResolver,
  OverlapResolver,
  PartnershipResolver,
  PostcodeDistrictResolver,
  SntAreaResolver,
} from '../../domain/areas';
import {
  AreaBy,
  CoverageResolver,
  DataCoverageResolver,
  IncidentCountResolver,
  IncidentResolver,
} from '../../domain/incidents';
import { PlanResolver } from '../../domain/plan';
import { ThemeResolver, WeightSetResolver } from '../../domain/vocabulary';
import { SharingResolver } from '../../ingest/deliveries';

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
      CoverageResolver,
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
      EvaluationResolver,
      PlanResolver,
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
