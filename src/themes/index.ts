export { Coded, Source } from './theme.type';
export { ThemeResolver } from './themes.resolver';
export {
  FlagEntity,
  OffenceEntity,
  OffenceThemeEntity,
  OutcomeEntity,
  SourceEntity,
  SourceThemeEntity,
  ThemeEntity,
} from './vocabulary.entity';
export { type Codes, loadVocabulary, type Vocabulary, vocabularyAt } from './vocabulary.queries';
