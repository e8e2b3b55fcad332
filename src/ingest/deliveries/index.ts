export { COLUMNS, type Column, columnsOf, type Dataset, type DatasetField } from './datasets/dataset';
export { DATASETS, findDataset } from './datasets/datasets';
export { datasetManual } from './datasets/manual';
export {
  type DeliveryAnswer,
  type DeliveryOptions,
  type DeliveryReader,
  deliverDataset,
  firstRejects,
} from './delivery';
export { HoldingEntity } from './holding.entity';
export { declareHolding, type HoldingDeclaration } from './holdings';
export { type Mapping, NO_MAPPING, readMapping } from './mapping';
export { monthsOf, parseQuarter, type Quarter, quarterOf } from './quarter';
export { DatasetReader, type ReadingOptions } from './reader';
export { type Receipt, type Receiving, receive } from './receiving';
export { type DatasetRow, type Fields, type RowContext, readRow } from './row';
export { SharingResolver } from './sharing.resolver';
export { type StoredSubmission, selectSubmission, selectSubmissions } from './submissions.queries';
export { withdrawSubmission } from './withdrawal';
