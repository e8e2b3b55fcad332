import 'reflect-metadata';
import {
  GraphQLID,
  type GraphQLInputObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  getNullableType,
} from 'graphql';
import { buildSchema, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import * as access from '../../access';
import * as assessment from '../../analytics/assessment';
import * as evaluation from '../../analytics/evaluation';
import * as health from '../../analytics/health';
import * as hotspots from '../../analytics/hotspots';
import * as indicators from '../../analytics/indicators';
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
import { refuseNul } from '../../platform/errors';
import * as node from './node.resolver';
import { withPayloads } from './payloads';

/** Folders with a part in the schema: every resolver that such a folder's `index.ts` exports is included. */
const FOLDERS = [
  access,
  agencies,
  areas,
  assessment,
  deliveries,
  evaluation,
  health,
  hotspots,
  incidents,
  indicators,
  node,
  people,
  perception,
  plan,
  ranking,
  trends,
  vocabulary,
];

/** Coercion of GraphQL's own scalars for texts, as it is before it is changed here. */
const BUILT_IN = new Map(
  [GraphQLString, GraphQLID].map((scalar: GraphQLScalarType) => [
    scalar,
    { parseValue: scalar.parseValue, parseLiteral: scalar.parseLiteral },
  ]),
);

const DESCRIPTION =
  'Crime and disorder in the area of a Community Safety Partnership: where (hotspots), when (trend, season, hours), who ' +
  '(victims and offenders), which themes matter most (ranking), and the work on them (recommendations, actions, ' +
  'evaluation).';

const QUERY_DESCRIPTION =
  'Questions, each answered on its own: where one is refused, its field is null, `errors` says why, and the others are ' +
  'answered. Most take an `IncidentFilter`; every answer of an analytic has its parameters, data version and caveats. ' +
  'A key in the header `authorization: Bearer` opens more detail than the public sees.';

const MUTATION_DESCRIPTION =
  'Edits and deliveries. Each needs a key of the partnership with the role ADMIN or a scope, and is recorded in the ' +
  'audit log in the same transaction. Each stands alone: of several in one document those that are refused say why in ' +
  '`userErrors`, and the others are made.';

function resolversOf(folders: readonly object[]): NonEmptyArray<new () => object> {
  const resolvers = new Set(getMetadataStorage().resolverClasses.map(({ target }) => target as unknown));
  const exported = folders.flatMap((folder) => Object.values(folder) as unknown[]);
  return exported.filter((each) => resolvers.has(each)) as NonEmptyArray<new () => object>;
}

/**
 * Makes a scalar refuse texts with the character NUL, for all arguments at once. The schema cannot have a String of its
 * own, because introspection uses that of GraphQL, so that one is changed; doing so again changes nothing.
 */
function withoutNul(scalar: GraphQLScalarType): void {
  const { parseValue, parseLiteral } = BUILT_IN.get(scalar)!;
  scalar.parseValue = (value) => refuseNul(parseValue.call(scalar, value));
  scalar.parseLiteral = (node, variables) => refuseNul(parseLiteral.call(scalar, node, variables));
}

/**
 * Makes the root fields nullable: the refusal of one then leaves the answers to all others of the operation, instead of
 * taking the whole answer away.
 */
function letRootsFailAlone(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType()!, schema.getMutationType()!])
    for (const field of Object.values(root.getFields())) field.type = getNullableType(field.type);
}

/** GraphQL schema of the whole API. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers: resolversOf(FOLDERS), validate: true });
  for (const scalar of BUILT_IN.keys()) withoutNul(scalar);
  letRootsFailAlone(schema);
  schema.description = DESCRIPTION;
  schema.getQueryType()!.description = QUERY_DESCRIPTION;
  schema.getMutationType()!.description = MUTATION_DESCRIPTION;
  // type-graphql cannot declare a one-of input itself.
  (schema.getType(AreaBy.name) as GraphQLInputObjectType).isOneOf = true;
  return withPayloads(schema);
}
