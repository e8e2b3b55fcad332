export { Attempt } from './attempts';
export { COLUMNS, type Column, columnsOf, type Dataset, type DatasetField } from './datasets/dataset';
export { DATASETS, findDataset } from './datasets/datasets';
export { datasetManual } from './datasets/manual';
export { listExceptions, setException } from './deliverers';
export {
  type DeliveryAnswer,
  type DeliveryOptions,
  deliverDataset,
  firstRejects,
} from './delivery';
export { DeliveryExceptionEntity } from './delivery-exception.entity';
export { HoldingEntity } from './holding.entity';
export { declareHolding } from './holdings';
export { type Mapping, NO_MAPPING, readMapping } from './mapping';
export { monthsOf, parseQuarter, type Quarter, quarterOf } from './quarter';
export { DatasetReader, type ReadingOptions } from './reader';
export { type Receipt, receive } from './receiving';
export { type DatasetRow, readRow } from './row';
export type { Fields, RowContext } from './row-fields';
export { SharingResolver } from './sharing.resolver';
export { type StoredSubmission, selectSubmission, selectSubmissions } from './submissions.queries';
export { withdrawSubmission } from './withdrawal';
