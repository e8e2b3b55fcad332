import { Field, ID, InterfaceType, UseMiddleware } from 'type-graphql';
import type { RequestContext } from './gate';
import type { NodeKind, NodeReference } from './node-ids';

@InterfaceType({
  description: 'Object that `node` finds again by its id.',
  resolveType: ({ __typename }: Node) => __typename,
})
export abstract class Node {
  /** Name of the object's type. */
  __typename!: string;

  @Field(() => ID, { description: 'Id, opaque, and unique over all types and partnerships.' })
  id!: unknown;
}

/**
 * Field `id` of a type whose rows have numbers: callers see an opaque id instead.
 *
 * @param referenceOf reference of a row.
 */
export function NodeId<Row extends object>(
  description: string,
  referenceOf: (row: Row) => NodeReference,
): PropertyDecorator {
  const decorators = [
    Field(() => ID, { description }),
    UseMiddleware(async ({ root, context }) =>
      (await (context as RequestContext).nodeIds()).encode(referenceOf(root as Row)),
    ),
  ] as PropertyDecorator[];
  return (prototype, name) => {
    for (const decorate of decorators) decorate(prototype, name);
  };
}

/** Reference of a row that knows its partnership. */
export const nodeOf =
  (kind: NodeKind) =>
  ({ partnershipId, id }: { partnershipId: number; id: number }): NodeReference => ({
    kind,
    partnershipId,
    id,
  });
