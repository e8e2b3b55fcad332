export { AGE_BAND_SYSTEMS, type AgeBand, ageBandOf, ageWords } from './age-bands';
export { categoryMismatch } from './category-mismatch';
export { checkGaps, checkMatrix, checkWeightSets } from './choices';
export { Codes } from './codes';
export type { MatrixCode, MatrixDefinition, SourceGaps, ThemeDefinition, WeightSetChoice } from './document';
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
export {
  CODE,
  Fault,
  faultOr,
  isFault,
  readCode,
  readObject,
  readOneOf,
  readText,
  type VocabularyFault,
} from './field-checks';
export { tellsFlags } from './gaps';
export type { Installation } from './installation';
export { belongsTo, haveIncidentsInCommon } from './membership';
export { requireAllNamed, requireNamed } from './named';
export { nestedThemes } from './nesting';
export { type ChangedOffence, mapOffences, type OffenceMapping } from './offences.queries';
export { changeVocabulary, type PlannedChange, planChange, type VocabularyChange } from './own-themes';
export { withParts } from './parts';
export { RecordedOffenceEntity } from './recorded-offence.entity';
export {
  HOME_OFFICE_OFFENCES,
  homeOfficeOffence,
  OFFENCES,
  type OffenceSeed,
  RECORDED_OFFENCES,
  SOURCES,
  type SourceSeed,
} from './shipped';
export { Coded, Source } from './theme.type';
export { checkTheme } from './theme-checks';
export { PartnershipVocabularyResolver, ThemeResolver } from './themes.resolver';
export { registerUnmapped, UNMAPPED, withoutClosedCodes } from './unmapped.queries';
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
export { requireWeights } from './weight-coverage';
export { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
export {
  editionId,
  findWeightSet,
  selectWeightSetContent,
  selectWeightSetIds,
  selectWeights,
  storeWeightSet,
  type WeightSetContent,
} from './weight-sets.queries';
export { WeightSetResolver } from './weight-sets.resolver';
