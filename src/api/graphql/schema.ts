import 'reflect-metadata';
import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import * as assessment from '../../analytics/assessment';
import * as evaluation from '../../analytics/evaluation';
import * as health from '../../analytics/health';
import * as hotspots from '../../analytics/hotspots';
import * as people from '../../analytics/people';
import * as perception from '../../analytics/perception';
import * as ranking from '../../analytics/ranking';
import * as trends from '../../analytics/trends';
import * as agencies from '../../domain/agencies';
import * as areas from '../../domain/areas';
import * as incidents from '../../domain/incidents';
import { AreaBy } from '../../domain/incidents';
import * as plan from '../../domain/plan';
import * as vocabulary from '../../domain/vocabulary';
import * as deliveries from '../../ingest/deliveries';

/** All folders with a part in the schema. Whatever resolver a folder's `index.ts` exports is part of it. */
const ROOMS = [
  agencies,
  areas,
  assessment,
  deliveries,
  evaluation,
  health,
  hotspots,
  incidents,
  people,
  perception,
  plan,
  ranking,
  trends,
  vocabulary,
];

function resolversOf(rooms: readonly object[]): NonEmptyArray<new () => object> {
  const resolvers = new Set(getMetadataStorage().resolverClasses.map(({ target }) => target as unknown));
  const exported = rooms.flatMap((room) => Object.values(room) as unknown[]);
  return exported.filter((each) => resolvers.has(each)) as NonEmptyArray<new () => object>;
}

/** The whole GraphQL schema, from the resolvers of every room. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers: resolversOf(ROOMS), validate: true });
  // type-graphql has no way to say it: exactly one of the fields.
  (schema.getType(AreaBy.name) as GraphQLInputObjectType).isOneOf = true;
  return schema;
}
