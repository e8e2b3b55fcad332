import { setMaxListeners } from 'node:events';
import DataLoader from 'dataloader';
import {
  type Database,
  ReadMemory,
  type Rights,
  type Session,
  type SharedRead,
  type TransactionOptions,
  VIEWER_ROLE,
} from '../platform/database';
import { orRefusal, Problem } from '../platform/errors';
import { type AuditEntry, writeAudit } from './audit.queries';
import { findPartnershipId } from './keys.queries';
import type { NodeIds, NodeKind } from './node-ids';
import { nodeIdsOf } from './node-ids.queries';
import {
  administersAll,
  canAdminister,
  canEdit,
  canHandlePeople,
  canReadExactCounts,
  canReadLedger,
  canReadRecords,
  canReadSomeRecords,
  canSubmit,
  rightsOf,
  type Viewer,
} from './viewer';

/** Statements of one transaction, run on its session. */
type Work<T> = (session: Session) => Promise<T>;

function isInstallationAdmin(viewer: Viewer): boolean {
  return viewer.role === 'ADMIN' && viewer.partnershipId === null && canReadRecords(viewer, 0);
}

/**
 * Runs `work` as a viewer, in one read-only transaction. The database itself hides what the viewer may not see
 * (row-level security and grants of the role csg_viewer), so no query can ask for more.
 */
export function session<T>(
  database: Database,
  viewer: Viewer,
  deadlineMs: number,
  work: Work<T>,
  { signal, memory, caller }: Pick<TransactionOptions, 'signal' | 'memory' | 'caller'> = {},
): Promise<T> {
  const options = { readOnly: true, deadlineMs, signal, memory, caller };
  if (isInstallationAdmin(viewer)) return database.transaction(options, work);
  return database.transaction({ ...options, role: VIEWER_ROLE, rights: readingRights(viewer) }, work);
}

/** Rights of a viewer in the database; of a county, the row-level policies add the members that it may read. */
function readingRights(viewer: Viewer): Rights | undefined {
  const { partnershipId: own, agencyId } = viewer;
  if (own === null) return undefined;
  const ledger = canReadLedger(viewer, own);
  const rights = {
    ...(canReadSomeRecords(viewer) && { record: own }),
    ...(canHandlePeople(viewer) && { people: own }),
    ...(canReadExactCounts(viewer, own) && { exact: own }),
    ...(ledger && { ledger: own }),
    ...(ledger && agencyId && { agency: agencyId }),
  };
  return Object.keys(rights).length > 0 ? rights : undefined;
}

/** Cache of answers across requests, such as `AnswerCache`. */
export interface AnswerStore {
  recall<T>(key: string, compute: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Context of one request, for resolvers: its viewer, sessions as that viewer, and a memory of rows already read. */
export class RequestContext {
  private readonly loaders = new Map<unknown, unknown>();
  private readonly shared = new DataLoader((works: readonly Work<unknown>[]) => this.runAll(works), {
    cache: false,
  });
  private memory = new ReadMemory();

  constructor(
    readonly viewer: Viewer,
    private readonly database: Database,
    private readonly deadlineMs: number,
    /** Aborted when the client goes away or the deadline passes; ends its statements and computations. */
    readonly signal?: AbortSignal,
    private readonly answers?: AnswerStore,
    /** Key or address of the request, of which the database and the threads do a bounded part at once. */
    readonly caller?: string,
  ) {
    // No warning about a leak: every statement and computation of a request adds a listener to the signal.
    if (signal) setMaxListeners(0, signal);
  }

  /** Opaque ids of the installation's rows. Ask for them outside a session. */
  nodeIds(): Promise<NodeIds> {
    return nodeIdsOf(this.database);
  }

  /**
   * Number of the row that an id names.
   *
   * @param what kind of thing, in the words of the message.
   * @throws Problem NOT_FOUND where it names no row of the kind, whether or not it names another.
   */
  async idOf(kind: NodeKind, id: string, what: string): Promise<number> {
    const number = (await this.nodeIds()).idOf(kind, id);
    if (number === null) throw new Problem('NOT_FOUND', `There is no ${what} with this id.`);
    return number;
  }

  /** Reads as the viewer of this request. Keep computation outside: the embedded database has one connection. */
  session<T>(work: Work<T>): Promise<T> {
    const { signal, memory, caller } = this;
    return session(this.database, this.viewer, this.deadlineMs, work, { signal, memory, caller });
  }

  /**
   * Runs `work` like {@link session}, in one transaction with all others that were asked for in the same tick, one
   * after the other. For the short statements of loaders, each of which costs less than beginning and ending a
   * transaction.
   */
  sharedSession<T>(work: Work<T>): Promise<T> {
    return this.shared.load(work) as Promise<T>;
  }

  /** Reads `key` at most once per request, in a session of its own on first use. */
  once<Key extends string | number, T>(read: SharedRead<Key, T>, key: Key): Promise<T> {
    return this.memory.recall(read, key, () => this.session((session) => read(session, key)));
  }

  /** Stores an answer of a shared read that was found otherwise, for {@link once} and the sessions of the request. */
  remember<Key extends string | number, T>(read: SharedRead<Key, T>, key: Key, answer: T): void {
    this.memory.remember(read, key, answer);
  }

  private runAll(works: readonly Work<unknown>[]): Promise<unknown[]> {
    return this.session(async (session) => {
      const answers: unknown[] = [];
      for (const work of works) answers.push(await orRefusal(work(session)));
      return answers;
    });
  }

  /** Drops all rows that the request has read, so that later reads see edits and loads made since. */
  forget(): void {
    this.memory = new ReadMemory();
    this.loaders.clear();
  }

  /**
   * Writes for the viewer of this request, in one transaction with its line in the audit.
   *
   * @throws Problem FORBIDDEN where the viewer may not write for the partnership.
   */
  async edit<T>(deed: Omit<AuditEntry, 'actor'>, work: Work<T>): Promise<T> {
    if (deed.partnershipId === null || !canEdit(this.viewer, deed.partnershipId))
      await this.refuse(
        deed,
        "Writing needs a key of the partnership's administrators, or one of the partnership with the scope edit.",
      );
    return this.write(deed, work);
  }

  /**
   * Administers a partnership for the viewer of this request, in one transaction with its line in the audit.
   *
   * @throws Problem FORBIDDEN where the viewer is none of its administrators.
   */
  async administer<T>(
    deed: Omit<AuditEntry, 'actor' | 'partnershipId'> & { partnershipId: number },
    work: Work<T>,
  ): Promise<T> {
    if (!canAdminister(this.viewer, deed.partnershipId))
      await this.refuse(deed, "This needs a key of the partnership's administrators.");
    return this.write(deed, work);
  }

  /**
   * Writes to the deliveries of an agency, in one transaction with its line in the audit.
   *
   * @throws Problem FORBIDDEN where the viewer may not deliver for the agency.
   */
  async submit<T>(
    deed: Omit<AuditEntry, 'actor' | 'partnershipId'> & { partnershipId: number },
    agencyId: number,
    work: Work<T>,
  ): Promise<T> {
    if (!canSubmit(this.viewer, deed.partnershipId, agencyId))
      await this.refuse(
        deed,
        "This needs a key of the agency with the scope submit, or one of the partnership's administrators.",
      );
    return this.write(deed, work);
  }

  /**
   * Reads the audit of a partnership, as the owner of the database, which alone may.
   *
   * @param partnership code of the partnership; null for all, and what concerns none.
   * @throws Problem NOT_FOUND (partnership), FORBIDDEN where the viewer does not administer it.
   */
  readAudit<T>(
    partnership: string | null,
    work: (session: Session, partnershipId: number | null) => Promise<T>,
  ): Promise<T> {
    const { viewer, deadlineMs, signal, caller } = this;
    return this.database.transaction({ readOnly: true, deadlineMs, signal, caller }, async (session) => {
      const id = partnership === null ? null : await findPartnershipId(session, partnership);
      if (id === null ? !administersAll(viewer) : !canAdminister(viewer, id))
        throw new Problem(
          'FORBIDDEN',
          id === null
            ? "The audit of all partnerships needs a key of the installation's administrators."
            : "The audit needs a key of the partnership's administrators.",
        );
      return work(session, id);
    });
  }

  /** Writes a line of the audit about what the viewer of this request has read or was refused. */
  async note(deed: Omit<AuditEntry, 'actor'>): Promise<void> {
    const actor = `key ${this.viewer.keyId}`;
    await this.database.transaction({}, (session) => writeAudit(session, { actor, ...deed }));
  }

  /** Refuses a write, with a line in the audit where the viewer has a key. */
  private async refuse(
    { action, partnershipId }: Omit<AuditEntry, 'actor'>,
    message: string,
  ): Promise<never> {
    if (this.viewer.keyId !== null) await this.note({ action: 'refused', partnershipId, detail: { action } });
    throw new Problem('FORBIDDEN', message);
  }

  /** Runs a writing transaction without the request's memory, and clears that memory after it, since rows changed. */
  private async write<T>(deed: Omit<AuditEntry, 'actor'>, work: Work<T>): Promise<T> {
    const { viewer, deadlineMs, signal, caller } = this;
    try {
      return await this.database.transaction({ deadlineMs, signal, caller }, async (session) => {
        const result = await work(session);
        await writeAudit(session, { actor: `key ${viewer.keyId}`, ...deed });
        return result;
      });
    } finally {
      this.forget();
    }
  }

  /** Whether answers outlive this request. */
  get keepsAnswers(): boolean {
    return this.answers !== undefined;
  }

  /** Kept answer of `key`, or the result of `compute`; shared between requests of viewers with the same rights only. */
  recall<T>(key: string, compute: () => Promise<T>): Promise<T> {
    if (!this.answers) return compute();
    return this.answers.recall(`${rightsOf(this.viewer)}: ${key}`, compute, this.signal);
  }

  /** Loader that belongs to this request, made on first use. */
  loader<K, V>(make: (context: RequestContext) => DataLoader<K, V>): DataLoader<K, V> {
    if (!this.loaders.has(make)) this.loaders.set(make, make(this));
    return this.loaders.get(make) as DataLoader<K, V>;
  }
}
