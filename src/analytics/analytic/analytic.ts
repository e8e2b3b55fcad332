import 'reflect-metadata';
import type { GraphQLField } from 'graphql';
import { Args, Ctx, Extensions, Query } from 'type-graphql';
import type { RequestContext } from '../../access';
import { Needs } from '../../domain/incidents';
import { type ExportDefinition, Exported } from '../../platform/exports';
import {
  answering,
  type Computation,
  type Computing,
  needsFor,
  requestOf,
  withDefaults,
} from './computation';

type AnswerType = () => unknown;

/** Cost of an analytic that says none. */
const DEFAULT_COST = 500;

/** Definition of an analytic, beside its arguments, answer type and computation. */
export interface AnalyticDefinition<Args extends object = object, Computed = unknown>
  extends Omit<Computation<Args>, 'name'> {
  /** Description of the field in the schema. */
  description: string;
  /**
   * Cost of computing the answer, added to the objects that it sends. In the unit of MAX_COMPLEXITY: a grid, which takes
   * about 0.7 s of processor time, costs 5,000. Default: {@link DEFAULT_COST}, for answers made of monthly counts.
   */
  cost?: number;
  /** Adds data that change without a load to the answer; read again for each request. */
  finish?(context: RequestContext, computed: Computed, args: Args): Promise<unknown>;
  /** Flat forms of the answer, for CSV, GeoJSON and maps. */
  exports?: ExportDefinition[];
}

/**
 * Makes a method a field of Query under its name, and the only access to its computation. The parameters of the method
 * are an {@link AnalyticContext} and an instance of an `@ArgsType()` class. Calls by GraphQL and by other computations
 * share cached answers, keyed by the field and all its arguments.
 *
 * @param answer GraphQL type of the answer.
 */
export function Analytic<Args extends object = object, Computed = unknown>(
  answer: AnswerType,
  definition: AnalyticDefinition<Args, Computed>,
) {
  return <A extends Args, R extends Computed>(
    prototype: object,
    name: string,
    descriptor: TypedPropertyDescriptor<Computing<A, R>>,
  ): void => {
    const { description, cost = DEFAULT_COST, exports = [], needs, kept, finish } = definition;
    const decorators: MethodDecorator[] = [
      Query(answer as Parameters<typeof Query>[0] & AnswerType, { description }),
      Extensions({ needs, kept: kept ?? true, cost }) as MethodDecorator,
      ...(exports.length > 0 ? [Exported(...exports)] : []),
    ];
    for (const decorate of decorators) decorate(prototype, name, descriptor);
    Ctx()(prototype, name, 0);
    Args()(prototype, name, 1);
    const computation = { ...definition, name } as Computation<A>;
    const compute = answering(computation, descriptor.value!.bind(prototype));
    descriptor.value = finish
      ? async (asking, args) =>
          finish(
            requestOf(asking),
            await compute(asking, args),
            withDefaults(computation, args),
          ) as Promise<R>
      : compute;
  };
}

type RootField = GraphQLField<unknown, unknown>;

/** Whether protected counts can answer a field of Query, with its arguments as given. */
export function isMadeOfCounts({ extensions }: RootField, args: object): boolean {
  if (extensions.needs === undefined) return false;
  const needs = needsFor(extensions as unknown as Computation<object>, args);
  return [needs].flat().every((each) => each === Needs.COUNTS);
}

/** Whether answers of a field of Query are kept between requests. */
export const isKept = ({ extensions }: RootField): boolean => extensions.kept === true;
