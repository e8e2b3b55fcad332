export { AGE_BAND_SYSTEMS, type AgeBand, ageBandOf, ageWords } from './age-bands';
export { Codes } from './codes';
export type { ThemeDefinition } from './document';
export {
  DEFAULT_PROFILE,
  selectOwnDocument,
  selectProfiles,
  storeOwnDocument,
  storeProfile,
} from './editions.queries';
export {
  ETHNICITY_BASES,
  ETHNICITY_SYSTEMS,
  type Ethnicity,
  type EthnicityBasis,
  type EthnicitySystem,
} from './ethnicities';
export { exportVocabulary } from './export';
export type { Installation } from './installation';
export { belongsTo } from './membership';
export { nestedThemes } from './nesting';
export { requireAllNamed, requireNamed } from './named';
export { changeVocabulary, type PlannedChange, planChange, type VocabularyChange } from './own-themes';
export { RecordedOffenceEntity } from './recorded-offence.entity';
export { OFFENCES, type OffenceSeed, RECORDED_OFFENCES, SOURCES, type SourceSeed } from './shipped';
export { Coded, Source } from './theme.type';
export { checkTheme, isFault } from './theme-checks';
export { PartnershipVocabularyResolver, ThemeResolver } from './themes.resolver';
export { type MatrixRow, themeNamed, type Vocabulary, type VocabularyTheme } from './vocabulary';
export {
  FlagEntity,
  FlagOffenceEntity,
  OffenceEntity,
  OutcomeEntity,
  SourceEntity,
  SourceOffenceEntity,
  ThemeEntity,
  VocabularyEditionEntity,
} from './vocabulary.entity';
export {
  loadVocabulary,
  raiseDataVersions,
  selectInstallation,
  type VersionedPartnership,
  vocabularyAt,
} from './vocabulary.queries';
export { VocabularyResolver } from './vocabulary.resolver';
export { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
export { editionId, findWeightSet, selectWeights } from './weight-sets.queries';
export { WeightSetResolver } from './weight-sets.resolver';
