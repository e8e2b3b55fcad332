import { ArrayMaxSize } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { Node, type RequestContext } from '../../access';
import { findNode } from './nodes';

const MAX_NODES = 100;

@ArgsType()
class NodesArgs {
  @ArrayMaxSize(MAX_NODES)
  @Field(() => [ID], { description: `Ids of objects, ${MAX_NODES} at most.` })
  ids!: string[];
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      'Object with an id, as a client that caches objects by their ids reads it again. Null where no object has the id, ' +
      'or none that the key may read.',
  })
  node(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the object.' }) id: string,
  ): Promise<Node | null> {
    return findNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Objects with some ids, in their order: null in the place of an id that no object has, or none that the key may ' +
      'read.',
    complexity: ({ args, childComplexity }) => args.ids.length * (1 + childComplexity),
  })
  nodes(@Ctx() context: RequestContext, @Args() { ids }: NodesArgs): Promise<Node | null>[] {
    return ids.map((id) => findNode(context, id));
  }
}
