import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Position of a page in its list (Relay cursor connections).' })
export class PageInfo {
  @Field({ description: 'Whether more rows follow this page.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row; send it as `after` to get the next page. Null on an empty page.',
  })
  endCursor!: string | null;
}

/** Page of nodes, with the cursor of each, and their total number, which is counted on request only. */
export interface Connection<T> {
  nodes: T[];
  cursors: string[];
  pageInfo: PageInfo;
  count: () => Promise<number>;
}

/** Makes a page of at most `first` nodes from the `first + 1` that were fetched. */
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

/** GraphQL type of a connection of a node type. */
export function connectionType<T extends object>(node: ClassType<T>, name: string, of: string) {
  @ObjectType(`${name}Edge`, { description: `Row of a page of ${of}, with its cursor.` })
  class Edge {
    @Field({ description: 'Position of the row in the list, for the argument `after`.' })
    cursor!: string;

    @Field(() => node, { description: `Row of the page.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${of}.` })
  class ConnectionClass {
    @Field(() => [node], { description: `Rows of this page.` })
    nodes!: T[];

    @Field(() => [Edge], { description: 'Rows of this page, each with its cursor.' })
    edges(): Edge[] {
      const { nodes, cursors } = this as unknown as Connection<T>;
      return nodes.map((row, i) => ({ node: row, cursor: cursors[i] }));
    }

    @Field(() => PageInfo, { description: 'Position of this page in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Number of rows in the whole list; counted only when asked for.' })
    totalCount(): Promise<number> {
      return (this as unknown as Connection<T>).count();
    }
  }
  return ConnectionClass;
}
