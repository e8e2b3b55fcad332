import 'reflect-metadata';
import { GraphQLError, type GraphQLSchema, graphql } from 'graphql';
import { type NodeKind, nodeIdsOf, RequestContext, type Viewer } from '../../src/access';
import type { AnswerCache } from '../../src/analytics/analytic';
import { buildApiSchema } from '../../src/api/graphql/schema';
import { graphQLProblem } from '../../src/api/http/errors';
import { readConfig } from '../../src/platform/config';
import type { Database } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { Problem, type ProblemCode } from '../../src/platform/errors';
import { countStatements } from './statements';

const config = readConfig({});

/** Settings of one request. */
export interface Asking {
  /** Viewer of the request; the analyst of the API's own partnership by default. */
  viewer?: Viewer;
  /** Cache of answers between requests; none by default. */
  answers?: AnswerCache;
}

/** Reason for a refused mutation, as a payload tells it. */
interface UserError {
  code: ProblemCode;
  message: string;
  path?: string[];
}

/** The GraphQL API on a test's database, asked without HTTP. Every request has a context of its own. */
export class Api {
  private constructor(
    private readonly database: Database,
    private readonly schema: GraphQLSchema,
    /** Default viewer of requests. */
    readonly viewer: Viewer,
  ) {}

  static async on(database: Database, viewer: Viewer): Promise<Api> {
    return new Api(database, await buildApiSchema(), viewer);
  }

  /** Data and errors of an operation. */
  async execute(source: string, variableValues: object = {}, { viewer = this.viewer, answers }: Asking = {}) {
    const contextValue = new RequestContext(viewer, this.database, 60_000, undefined, answers);
    const { data, errors } = await graphql({
      schema: this.schema,
      source,
      variableValues: variableValues as Record<string, unknown>,
      contextValue,
    });
    // Through JSON, as a client gets it: plain objects, no undefined, dates as text.
    return { data: JSON.parse(JSON.stringify(data ?? null)), errors };
  }

  /** The data of an operation that must succeed. */
  async ask<Data>(source: string, variables: object = {}, asking: Asking = {}): Promise<Data> {
    const { data, errors } = await this.execute(source, variables, asking);
    if (errors) throw errors[0].originalError ?? errors[0];
    const refused = refusedIn(data);
    if (refused) throw refused;
    return data as Data;
  }

  /** The refusal of an operation, as the HTTP endpoint words it. Anything else fails the test. */
  async refusal(source: string, variables: object = {}, asking: Asking = {}): Promise<Problem> {
    const { data, errors } = await this.execute(source, variables, asking);
    const refused = refusedIn(data);
    if (refused) return refused;
    if (!errors) throw new Error('nothing was refused');
    const problem = graphQLProblem(errors[0] as GraphQLError, this.schema, config);
    if (problem.code === 'INTERNAL') throw errors[0].originalError ?? errors[0];
    return problem;
  }

  /** Id that callers see, of a row with a number. @param partnershipId by default that of the viewer */
  async idOf(kind: NodeKind, id: number, partnershipId = this.viewer.partnershipId!): Promise<string> {
    return (await nodeIdsOf(this.database)).encode({ kind, partnershipId, id });
  }

  /** Number of statements that an operation sends to the database. */
  statements(source: string, variables: object = {}, asking: Asking = {}): Promise<number> {
    return countStatements(this.database, () => this.ask(source, variables, asking));
  }
}

/** First refusal that the payloads of mutations tell; null for none. */
function refusedIn(data: Record<string, { userErrors?: UserError[] } | null> | null): Problem | null {
  const [first] = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  return first ? new Problem(first.code, first.message, { field: first.path?.join('.') }) : null;
}

/** An answer without the data versions in it, which readers of exact counts and others count apart. */
export function withoutVersions<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer, (name, value) => (name === 'dataVersion' ? undefined : value)));
}

/** The analyst of a partnership. */
export function analystOf(partnershipId: number): Viewer {
  return { role: 'ANALYST', scopes: [], partnershipId, keyId: null };
}

/** Rows of plain SQL, written in a test, as the owner of the database. */
export function sql<Row = Record<string, unknown>>(
  database: Database,
  text: string,
  values: Record<string, unknown> = {},
): Promise<Row[]> {
  return database.transaction({}, (session) => session.query<Row>(statement('test', text), values));
}
