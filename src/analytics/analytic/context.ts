import type DataLoader from 'dataloader';
import type { RequestContext, Viewer } from '../../access';
import type { AreaKind } from '../../domain/areas';
import { type IncidentFilter, type Needs, type Selection, select } from '../../domain/incidents';
import type { Session } from '../../platform/database';

/** Detail of the incident records that an analytic needs; a list where it combines several. */
export type NeedsOfAnalytic = Needs | [Needs, ...Needs[]];

/**
 * View of a request for the computation of an analytic. Selects incidents for the needs in the analytic's definition,
 * so that a computation cannot read in more detail than the viewer was checked for.
 */
export class AnalyticContext {
  private readonly needs: [Needs, ...Needs[]];

  /** @param answerKey key of the cached answer; null where the answer is not cached. */
  constructor(
    readonly request: RequestContext,
    needs: NeedsOfAnalytic,
    private readonly answerKey: string | null = null,
  ) {
    this.needs = Array.isArray(needs) ? needs : [needs];
  }

  get viewer(): Viewer {
    return this.request.viewer;
  }

  /** Aborted when the request is abandoned. */
  get signal(): AbortSignal | undefined {
    return this.request.signal;
  }

  /** Key or address of the request, whose computations take turns. */
  get caller(): string | undefined {
    return this.request.caller;
  }

  /** Key of the answer, independent of the viewer; results derived from the answer are cached under it. */
  get key(): string {
    if (this.answerKey === null) throw new Error('An answer that is not kept has no key');
    return this.answerKey;
  }

  /** Reads as the viewer. Keep computation outside: the embedded database has one connection. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.request.session(work);
  }

  /** Loader of this kind, shared by all analytics of the request. */
  loader<K, V>(make: (context: RequestContext) => DataLoader<K, V>): DataLoader<K, V> {
    return this.request.loader(make);
  }

  /**
   * Resolves a filter for the viewer and the needs of the analytic.
   *
   * @param by kinds of area that the answer is broken down by.
   * @param areasOn day whose areas count in every month, where the analytic sets it.
   * @throws Problem as `select` of the incidents does; NOT_ENOUGH_DATA where no day of the period can be counted.
   */
  select(session: Session, where: IncidentFilter, by: AreaKind[] = [], areasOn?: string): Promise<Selection> {
    return select(session, this.viewer, where, { needs: this.needs, by, areasOn });
  }

  /**
   * Resolves a filter for an answer that says null where no day of the period can be counted.
   *
   * @param by kinds of area that the answer is broken down by.
   * @throws Problem as `select` of the incidents does.
   */
  selectOrNull(session: Session, where: IncidentFilter, by: AreaKind[] = []): Promise<Selection> {
    return select(session, this.viewer, where, { needs: this.needs, by, answersNull: true });
  }

  /**
   * Resolves a filter for an answer about every theme. If the filter names no source, all sources that add to themes
   * count, road collisions too.
   *
   * @param by kinds of area that the answer is broken down by.
   * @param areasOn day whose areas count in every month, where the analytic sets it.
   * @throws Problem as `select` of the incidents does.
   */
  selectEveryTheme(
    session: Session,
    where: IncidentFilter,
    by: AreaKind[] = [],
    areasOn?: string,
  ): Promise<Selection> {
    return select(session, this.viewer, where, { needs: this.needs, by, everyTheme: true, areasOn });
  }

  /** Copy of the context with further needs, of a part of the answer or known only from the data. */
  needing(more: Needs): AnalyticContext {
    return new AnalyticContext(this.request, [...this.needs, more], this.answerKey);
  }
}
