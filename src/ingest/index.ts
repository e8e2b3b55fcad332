export { type BoundaryAnswer, type BoundaryImport, importBoundaries } from './boundaries';
export type { Epsg } from './boundaries/reader';
export { importIndicators } from './indicators';
export { INDICATOR_MANUAL } from './indicators/manual';
export { importLookups, type LookupImport } from './lookup';
export { importPeers } from './peers/group';
export { importRecordedCrime } from './peers/recorded-crime';
export { importPeople } from './people';
export { PEOPLE_MANUAL } from './people/manual';
export { SEXES } from './people/reader';
export { importPerception } from './perception';
export { PERCEPTION_MANUAL } from './perception/manual';
export { importPlaces, type PlaceImport } from './places';
export { POLICE_UK } from './police-uk';
export { importPopulation, type PopulationAnswer, type PopulationImport } from './population';
export { importPostcodes, type PostcodeAnswer, type PostcodeImport } from './postcodes';
export { RowAccount, type RowResult } from './reading/account';
export { Content } from './reading/content';
export { type CsvRow, csvRows } from './reading/csv';
export { decimal } from './reading/decimal';
export {
  type BatchResult,
  type Format,
  type ImportCache,
  type Loader,
  loaderOptions,
} from './reading/formats';
export { type ImportOptions, importFiles } from './reading/import-files';
export { loadRecords } from './reading/load-records';
export { contentKey, Occurrences, SEPARATOR } from './reading/occurrences';
export { startProgress } from './reading/progress';
export { BATCH_ROWS, type Reader, type ReadRow } from './reading/reader';
export type { IncidentRecord, PersonRecord, Precision, RecordPlace, RowReject } from './reading/record';
export {
  addRejects,
  beginSubmission,
  closeSubmission,
  refreshStatistics,
  type Submission,
} from './reading/submission.queries';
export { Refusal } from './reading/table';
export { importVocabulary } from './vocabulary';
export { VOCABULARY_MANUAL } from './vocabulary/manual';
export { importOffences } from './vocabulary/offences';
export { importWeights } from './vocabulary/weights';
