import 'reflect-metadata';
import { graphql } from 'graphql';
import { buildSchemaSync, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type Connection,
  connectionOf,
  connectionType,
  decodeCursor,
  encodeCursor,
} from '../../../src/platform/paging';

@ObjectType()
class Letter {
  @Field()
  name!: string;
}

const LetterConnection = connectionType(Letter, 'Letter', 'letters');
const ALPHABET = ['a', 'b', 'c', 'd', 'e'];
let counted = 0;

/** As a resolver does it: one more than asked for is fetched. */
function page(first: number, after: string | null): Connection<Letter> {
  const [last] = decodeCursor<[string]>(after, ['string']) ?? [''];
  const fetched = ALPHABET.filter((name) => name > last).slice(0, first + 1);
  return connectionOf(
    fetched.map((name) => ({ name })),
    first,
    ({ name }) => encodeCursor([name]),
    async () => {
      counted += 1;
      return ALPHABET.length;
    },
  );
}

@Resolver()
class LetterResolver {
  @Query(() => LetterConnection)
  letters(): Connection<Letter> {
    return page(2, null);
  }

  @Query(() => Int)
  one(): number {
    return 1;
  }
}

beforeEach(() => {
  counted = 0;
});

test('pages follow each other without a gap or a repeat, and the last one says so', () => {
  const names: string[] = [];
  const sizes: number[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, cursors, pageInfo } = page(2, after);
    names.push(...nodes.map(({ name }) => name));
    sizes.push(nodes.length);
    expect(cursors).toHaveLength(nodes.length);
    expect(pageInfo.endCursor).toBe(cursors.at(-1));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(names).toEqual(ALPHABET);
  expect(sizes).toEqual([2, 2, 1]);
});

test('a page that takes the last rows exactly has no next one', () => {
  expect(page(5, null).pageInfo.hasNextPage).toBe(false);
  expect(page(4, null).pageInfo.hasNextPage).toBe(true);
});

test('a page of nothing tells whether there is something', () => {
  expect(page(0, null)).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  expect(page(2, encodeCursor(['e']))).toMatchObject({
    nodes: [],
    pageInfo: { hasNextPage: false, endCursor: null },
  });
});

describe('in the API', () => {
  const schema = buildSchemaSync({ resolvers: [LetterResolver] });

  test('nodes and edges are the same rows, each edge with its cursor', async () => {
    const { data } = await graphql({
      schema,
      source:
        '{ letters { nodes { name } edges { cursor node { name } } pageInfo { hasNextPage endCursor } } }',
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      letters: {
        nodes: [{ name: 'a' }, { name: 'b' }],
        edges: [
          { cursor: encodeCursor(['a']), node: { name: 'a' } },
          { cursor: encodeCursor(['b']), node: { name: 'b' } },
        ],
        pageInfo: { hasNextPage: true, endCursor: encodeCursor(['b']) },
      },
    });
    expect(counted).toBe(0);
  });

  test('the total is counted only when asked for', async () => {
    const { data } = await graphql({ schema, source: '{ letters { totalCount } }' });
    expect(data).toMatchObject({ letters: { totalCount: 5 } });
    expect(counted).toBe(1);
  });
});
