import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../access';
import { Partnership } from '../../areas';
import { selectRelease } from './release.queries';
import { Release } from './release.type';

@Resolver(() => Partnership)
export class ReleaseResolver {
  @FieldResolver(() => Release, {
    nullable: true,
    description:
      'Last publication of the protected counts of closed sources, which viewers below exact counts read; null before the ' +
      'first.',
  })
  release(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<Release | null> {
    return context.sharedSession((session) => selectRelease(session, partnership));
  }
}
