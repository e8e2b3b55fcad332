import type { Period, Stretches } from '../../../platform/calendar';
import type { Partnership } from '../../areas';
import { type Caveat } from '../../caveats';
import type { SourceEntity, Vocabulary, VocabularyTheme } from '../../vocabulary';
import type { SelectedRows } from './rows.queries';

/** Days that an answer can be counted on. */
export interface KnownDays {
  /** Days of the months that all counted sources have delivered and in which all areas of the filter exist. */
  stretches: Stretches;
  /** Whether a counted source gives only the month, so that parts of months cannot be counted. */
  monthsOnly: boolean;
}

/** An `IncidentFilter` that was checked and resolved for one viewer, and the rows that it selects. */
export interface Selection {
  partnership: Partnership;
  vocabulary: Vocabulary;
  /** Days of the filter; by default all that the sources have delivered. */
  period: Period;
  /** Sources whose single places and records the viewer may read. */
  recordSources: SourceEntity[];
  /** Closed sources that the viewer reads from the cells of the disclosure control only. */
  cellSources: SourceEntity[];
  /** Whether those cells are exact (the viewer's own partnership, or members of its county) or protected. */
  exactCells: boolean;
  /** Whether the caller named the sources. */
  sourcesNamed: boolean;
  /** Ids of the offences that the filter names, or else that belong to its themes. Empty: all. */
  offenceIds: number[];
  /** Whether the filter is a theme made of flags, which cells by flag answer. */
  byFlagTheme: boolean;
  /** Whether the filter asks for outcomes or flags, also those of a theme. */
  byOutcomeOrFlag: boolean;
  /** Ids of the areas that the filter names, in the boundaries that count in the period. */
  areaIds: number[];
  /** Day whose areas count in every month; null: each month counts in those of its first day. */
  areasAsOf: string | null;
  /**
   * From the first to the last day that every counted feed has delivered and in which the areas of the filter exist.
   * One source of a feed suffices.
   */
  delivered: Period;
  /** Days of `delivered` without the holes. */
  known: KnownDays;
  /** Reason why no day of the period can be counted, so that a count is unknown; null where some can. */
  uncountable: string | null;
  /** Whether events of some months are counted from one source and of others from another that tells other themes. */
  switchesSource: boolean;
  /** Version of the data that the answer was computed from; changes with every load that the viewer may know of. */
  dataVersion: string;
  /** Limits to show beside the answer, each once. */
  caveats: Caveat[];
  /** Rows of the selected incidents. */
  rows: SelectedRows;
  /**
   * Whether the selection's sources, or those given, record a theme in every month of some stretches of days. A theme
   * that only one of two sources of identical events sees is unknown in the months of the other.
   */
  tellsOf(theme: VocabularyTheme, days: Stretches, sources?: readonly SourceEntity[]): boolean;
  /**
   * Whether a source counts in every month of some days, for every partnership that it delivers to: it has delivered them,
   * and no other source is counted in its place.
   *
   * @param offenceId offence whose records count; default: any.
   */
  countsFrom(source: SourceEntity, days: Stretches, offenceId?: number): boolean;
  /** Caveats on themes that the selection's sources record only within other categories in some month of the days. */
  categoryCaveats(themes: readonly VocabularyTheme[], days: Period): Caveat[];
  /** Caveats on events whose source changes inside some days. */
  sourceChanges(days: Period): Caveat[];
  /** Copy of the selection with single records of the given sources only. */
  keeping(recordSources: SourceEntity[]): Selection;
}
