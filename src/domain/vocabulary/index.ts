export { belongsTo } from './membership';
export { RecordedOffenceEntity } from './recorded-offence.entity';
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
export { Codes, loadVocabulary, themeSources, type Vocabulary, vocabularyAt } from './vocabulary.queries';
export { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
export { editionId, findWeightSet, selectWeights } from './weight-sets.queries';
export { WeightSetResolver } from './weight-sets.resolver';
