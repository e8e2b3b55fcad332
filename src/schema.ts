import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  AreaListResolver,
  AreaResolver,
  OverlapResolver,
  PartnershipResolver,
  PostcodeDistrictResolver,
  SntAreaResolver,
} from './areas';
import { HotspotClusterResolver } from './hotspots';
import { DataCoverageResolver, IncidentCountResolver, IncidentResolver } from './incidents';
import { ThemeResolver } from './themes';

/** The whole GraphQL schema, from the resolvers of every room. */
export function buildApiSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [
      AreaListResolver,
      AreaResolver,
      OverlapResolver,
      PartnershipResolver,
      PostcodeDistrictResolver,
      SntAreaResolver,
      DataCoverageResolver,
      IncidentCountResolver,
      IncidentResolver,
      HotspotClusterResolver,
      ThemeResolver,
    ],
    validate: true,
  });
}
