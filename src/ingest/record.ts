export type { IncidentRecord, OutcomeRecord, Precision, RecordPlace } from '../incidents';

/** A row that was refused: where and why, never what it said. */
export interface RowReject {
  line: number;
  field: string;
  reason: string;
}
