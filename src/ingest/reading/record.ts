export type {
  IncidentRecord,
  OutcomeRecord,
  PersonRecord,
  Precision,
  RecordPlace,
  SystemCode,
} from '../../domain/incidents';

/** A row that was refused: where and why, never what it said. */
export interface RowReject {
  line: number;
  field: string;
  reason: string;
}
