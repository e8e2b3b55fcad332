import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a page ends (Relay cursor connections).' })
export class PageInfo {
  @Field({ description: 'Whether more rows follow this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Send as `after` to get the next page; null on an empty page.',
  })
  endCursor!: string | null;
}

/** A page of nodes, the cursor of each, and how many there are in all (counted only when asked). */
export interface Connection<T> {
  nodes: T[];
  cursors: string[];
  pageInfo: PageInfo;
  count: () => Promise<number>;
}

/** Makes a page of at most `first` nodes of the `first + 1` that were fetched. */
export function connectionOf<T>(
  fetched: T[],
  first: number,
  cursorOf: (node: T) => string,
  count: () => Promise<number>,
): Connection<T> {
  const nodes = fetched.slice(0, first);
  const cursors = nodes.map(cursorOf);
  return {
    nodes,
    cursors,
    pageInfo: { hasNextPage: fetched.length > first, endCursor: cursors.at(-1) ?? null },
    count,
  };
}

/** The GraphQL type of a connection of one node type. */
export function connectionType<T extends object>(node: ClassType<T>, name: string, of: string) {
  @ObjectType(`${name}Edge`, { description: `One of the ${of} with its cursor.` })
  class Edge {
    @Field({ description: 'Position in the list, for `after`.' })
    cursor!: string;

    @Field(() => node, { description: `One of the ${of}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${of}.` })
  class ConnectionClass {
    @Field(() => [node], { description: `The ${of} of this page.` })
    nodes!: T[];

    @Field(() => [Edge], { description: 'The same with a cursor each.' })
    edges(): Edge[] {
      const { nodes, cursors } = this as unknown as Connection<T>;
      return nodes.map((row, i) => ({ node: row, cursor: cursors[i] }));
    }

    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are in all. Counted only when asked for.' })
    totalCount(): Promise<number> {
      return (this as unknown as Connection<T>).count();
    }
  }
  return ConnectionClass;
}
