export type {
  IncidentRecord,
  OutcomeRecord,
  PersonRecord,
  Precision,
  RecordPlace,
  SystemCode,
} from '../../domain/incidents';

/** Refused row: line, field and reason, never its values. */
export interface RowReject {
  line: number;
  field: string;
  reason: string;
}
