import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { findPartnership, Partnership } from '../areas';
import { DEFAULT_PROFILE } from './editions.queries';
import { Coded, DefaultWeightSets, Source, Theme } from './theme.type';
import { coded, themesOf } from './themes';
import { UNMAPPED } from './unmapped.queries';
import { selectInstallation, selectSharedThemes, vocabularyAt } from './vocabulary.queries';

@Resolver()
export class ThemeResolver {
  @Query(() => [Theme], {
    description:
      'Themes of a partnership, with the degree to which each source records them. Without a partnership: those ' +
      'that all profiles share.',
  })
  themes(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, {
      nullable: true,
      description: 'Code of the partnership. Default: none, for the themes that all profiles share.',
    })
    partnership?: string | null,
  ): Promise<Theme[]> {
    return context.session(async (session) =>
      themesOf(
        partnership == null
          ? await selectSharedThemes(session, DEFAULT_PROFILE)
          : await vocabularyAt(session, await findPartnership(session, partnership)),
      ),
    );
  }

  @Query(() => [Source], { description: 'All sources that this installation knows.' })
  async sources(@Ctx() context: RequestContext): Promise<Source[]> {
    return (await context.session(selectInstallation)).sources.all;
  }
}

@Resolver(() => Partnership)
export class PartnershipVocabularyResolver {
  @FieldResolver(() => [Theme], {
    description: 'Themes of the partnership, by the profile that it has chosen and its own changes.',
  })
  themes(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<Theme[]> {
    return context.sharedSession(async (session) => themesOf(await vocabularyAt(session, partnership)));
  }

  @FieldResolver(() => [Coded], {
    description: 'Offences that records of the partnership can be of, in the order of their codes.',
  })
  offences(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<Coded[]> {
    return context.sharedSession(async (session) =>
      (await vocabularyAt(session, partnership)).offences.all
        .filter(({ code }) => !code.startsWith(UNMAPPED))
        .map(coded)
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    );
  }

  @FieldResolver(() => Coded, {
    description:
      'Profile that the partnership has chosen: the set of themes that its own changes are made to.',
  })
  themeProfile(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<Coded> {
    return context.sharedSession(async (session) => {
      const { profile, profileName } = await vocabularyAt(session, partnership);
      return { code: profile, name: profileName };
    });
  }

  @FieldResolver(() => DefaultWeightSets, {
    description: 'Weight sets that answers of the partnership use where none is named.',
  })
  weightSets(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<DefaultWeightSets> {
    return context.sharedSession(async (session) => (await vocabularyAt(session, partnership)).weightSets);
  }
}
