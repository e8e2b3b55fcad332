import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import type { Session } from '../../platform/database';
import { Problem, requireCode } from '../../platform/errors';
import { findPartnership, type Partnership } from '../areas';
import { DEFAULT_WEIGHT_SETS } from './document';
import { selectOwnEditions, selectProfiles } from './editions.queries';
import { isFault } from './field-checks';
import { changeVocabulary, type VocabularyChange } from './own-themes';
import { Coded, DefaultWeightSets, Theme, VocabularyEdition } from './theme.type';
import { checkTheme } from './theme-checks';
import { coded, themesOf } from './themes';
import { ThemeInput } from './vocabulary.input';
import { selectInstallation, vocabularyAt } from './vocabulary.queries';
import { findWeightSet } from './weight-sets.queries';

const EDITORS = 'Needs a key of the partnership with the role ADMIN or the scope edit.';

/** Fields of a theme as a document has them: what says nothing is left out. */
function definitionOf({ partnership: _, sources, ...input }: ThemeInput): Record<string, unknown> {
  const said = Object.entries(input).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  const { sensitive, match, ...fields } = Object.fromEntries(said);
  return {
    ...fields,
    ...(sensitive ? { sensitive } : {}),
    ...(match === 'ALL' ? { match } : {}),
    ...(sources && {
      sources: Object.fromEntries(
        sources.flatMap(({ source, coverage }) => (coverage === 'NONE' ? [] : [[source, coverage]])),
      ),
    }),
  };
}

async function edit(
  context: RequestContext,
  partnership: string,
  { action, detail }: { action: string; detail: Record<string, unknown> },
  changeOf: (session: Session, of: Partnership) => Promise<VocabularyChange>,
): Promise<Theme[]> {
  const found = await context.session((session) => findPartnership(session, partnership));
  const { id } = found;
  const noted: Record<string, unknown> = { ...detail };
  await context.edit({ action, partnershipId: id, detail: noted }, async (session) => {
    const change = await changeOf(session, found);
    noted.edition = await changeVocabulary(session, id, change, `key ${context.viewer.keyId}`);
  });
  return context.session(async (session) =>
    themesOf(await vocabularyAt(session, await findPartnership(session, partnership))),
  );
}

@Resolver()
export class VocabularyResolver {
  @Query(() => [Coded], {
    description: 'Profiles that partnerships choose their themes from: sets of themes and matrices.',
  })
  themeProfiles(@Ctx() context: RequestContext): Promise<Coded[]> {
    return context.session(async (session) =>
      (await selectProfiles(session)).map(({ content: { profile: code, name } }) => ({ code, name })),
    );
  }

  @Query(() => [VocabularyEdition], {
    description:
      'Editions of what a partnership has of its own, the newest first. The parameter `vocabulary` of a ranking ' +
      'or an assessment names those that it was made with, such as community-safety@1+3.',
  })
  vocabularyEditions(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<VocabularyEdition[]> {
    return context.session(async (session) => {
      const { id } = await findPartnership(session, partnership);
      return (await selectOwnEditions(session, id)).map(({ number, made_at: madeAt, content }) => ({
        ...{ number, madeAt, profile: content.profile, without: content.without },
        weightSets: { ...DEFAULT_WEIGHT_SETS, ...content.weightSets },
        themes: content.themes.map(coded),
      }));
    });
  }

  @Mutation(() => Theme, {
    description:
      'Adds a theme to those of a partnership, or replaces the theme of the same code; answers include it ' +
      `from then on. ${EDITORS}`,
  })
  async setTheme(
    @Ctx() context: RequestContext,
    @Arg('input', () => ThemeInput, { description: 'Theme to have.' }) input: ThemeInput,
  ): Promise<Theme> {
    const deed = { action: 'theme.set', detail: { theme: input.code } };
    const themes = await edit(context, input.partnership, deed, async (session) => {
      const checked = checkTheme(definitionOf(input), await selectInstallation(session));
      if (isFault(checked))
        throw new Problem('BAD_USER_INPUT', `${checked.field}: ${checked.reason}.`, {
          field: `input.${checked.field}`,
        });
      return { themes: [checked] };
    });
    return themes.find(({ code }) => code === input.code)!;
  }

  @Mutation(() => [Theme], {
    description:
      'Takes a theme out of those of a partnership, whether it is its own or of its profile. Returns the ' +
      `themes that are left. Judgements, targets and plans that name it stay. ${EDITORS}`,
  })
  removeTheme(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('theme', () => ID, { description: 'Code of the theme.' }) theme: string,
  ): Promise<Theme[]> {
    const deed = { action: 'theme.remove', detail: { theme } };
    return edit(context, partnership, deed, async (session, found) => {
      const { themes } = await vocabularyAt(session, found);
      return { without: [requireCode('theme', theme, themes.all).code] };
    });
  }

  @Mutation(() => [Theme], {
    description:
      'Lets a partnership have a theme of its profile as the profile tells it, in place of its own changes. ' +
      `Returns all themes of the partnership. ${EDITORS}`,
  })
  restoreTheme(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('theme', () => ID, { description: 'Code of the theme.' }) theme: string,
  ): Promise<Theme[]> {
    const deed = { action: 'theme.restore', detail: { theme } };
    return edit(context, partnership, deed, async (session, found) => {
      const { profile } = await vocabularyAt(session, found);
      const profiles = await selectProfiles(session);
      const { themes } = profiles.find(({ content }) => content.profile === profile)!.content;
      return { asInProfile: [requireCode('theme', theme, themes).code] };
    });
  }

  @Mutation(() => [Theme], {
    description:
      'Gives a partnership the themes and matrices of another profile; its own changes stay. Returns the ' +
      `themes. ${EDITORS}`,
  })
  chooseThemeProfile(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('profile', () => ID, { description: 'Code of the profile, as themeProfiles lists them.' })
    profile: string,
  ): Promise<Theme[]> {
    return edit(context, partnership, { action: 'theme-profile.choose', detail: { profile } }, async () => ({
      profile,
    }));
  }

  @Mutation(() => DefaultWeightSets, {
    description:
      'Chooses the weight sets that answers of a partnership use where none is named. An id with a version keeps ' +
      `that edition, a code follows the current one. Returns what holds from then on. ${EDITORS}`,
  })
  async chooseWeightSets(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('harm', () => ID, {
      nullable: true,
      description: 'Weight set of harm. Default: the Crime Severity Score.',
    })
    harm?: string | null,
    @Arg('cost', () => ID, {
      nullable: true,
      description: 'Weight set of costs. Default: the unit costs of crime.',
    })
    cost?: string | null,
  ): Promise<DefaultWeightSets> {
    const weightSets = { harm: harm ?? null, cost: cost ?? null };
    await edit(
      context,
      partnership,
      { action: 'weight-sets.choose', detail: weightSets },
      async (session) => {
        for (const [field, id] of Object.entries(weightSets))
          if (id !== null) await findWeightSet(session, id, field);
        return { weightSets };
      },
    );
    return context.session(
      async (session) =>
        (await vocabularyAt(session, await findPartnership(session, partnership))).weightSets,
    );
  }
}
