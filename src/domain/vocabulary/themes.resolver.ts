import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { Coverage, Source, Theme } from './theme.type';
import { selectVocabulary, type Vocabulary } from './vocabulary.queries';

function toTheme(id: number, vocabulary: Vocabulary): Theme {
  const { sources, themes, sourceThemes } = vocabulary;
  const { code, name, group, parentId, aliases, sensitive } = themes.get(id);
  return {
    code,
    name,
    group,
    aliases,
    sensitive,
    parent: parentId === null ? null : toTheme(parentId, vocabulary),
    coverage: sources.all.map((source) => ({
      source,
      coverage: (sourceThemes.find((pair) => pair.themeId === id && pair.sourceId === source.id)?.coverage ??
        'NONE') as Coverage,
    })),
  };
}

@Resolver()
export class ThemeResolver {
  @Query(() => [Theme], { description: 'All themes, with the degree to which each source records them.' })
  async themes(@Ctx() context: RequestContext): Promise<Theme[]> {
    const vocabulary = await context.session(selectVocabulary);
    return vocabulary.themes.all.map(({ id }) => toTheme(id, vocabulary));
  }

  @Query(() => [Source], { description: 'All sources that this installation knows.' })
  async sources(@Ctx() context: RequestContext): Promise<Source[]> {
    return (await context.session(selectVocabulary)).sources.all;
  }
}
