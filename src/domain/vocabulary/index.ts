export { AGE_BAND_SYSTEMS, type AgeBand, ageBandOf, ageWords } from './age-bands';
export {
  ETHNICITY_BASES,
  ETHNICITY_SYSTEMS,
  type Ethnicity,
  type EthnicityBasis,
  type EthnicitySystem,
} from './ethnicities';
export { belongsTo } from './membership';
export { requireAllNamed, requireNamed } from './named';
export { RecordedOffenceEntity } from './recorded-offence.entity';
export {
  OFFENCES,
  type OffenceSeed,
  RECORDED_OFFENCES,
  SOURCES,
  type SourceSeed,
  THEMES,
  type ThemeSeed,
} from './shipped';
export { Coded, Source } from './theme.type';
export { ThemeResolver } from './themes.resolver';
export {
  FlagEntity,
  OffenceEntity,
  OffenceThemeEntity,
  OutcomeEntity,
  SourceEntity,
  SourceOffenceEntity,
  SourceThemeEntity,
  ThemeEntity,
} from './vocabulary.entity';
export { Codes, loadVocabulary, type Vocabulary, vocabularyAt } from './vocabulary.queries';
export { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
export { editionId, findWeightSet, selectWeights } from './weight-sets.queries';
export { WeightSetResolver } from './weight-sets.resolver';
