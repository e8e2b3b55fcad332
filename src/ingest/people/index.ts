import { findPartnership } from '../../domain/areas';
import {
  addPeople,
  findByReference,
  type Involved,
  lockPartnership,
  raiseDataVersion,
} from '../../domain/incidents';
import { type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import type { Database, Session } from '../../platform/database';
import type { RowAccount } from '../reading/account';
import type { BatchResult, Format, Loader } from '../reading/formats';
import { type ImportOptions, importFiles } from '../reading/import-files';
import type { RowReject } from '../reading/record';
import { type PersonRow, peopleReader } from './reader';

/** Loads the people of one delivery in one transaction, into stored incidents. */
class PeopleLoader implements Loader<PersonRow> {
  private changed = false;

  private constructor(
    private readonly session: Session,
    readonly partnershipId: number,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** Begins a load, which locks the partnership until the transaction ends. */
  static async begin(session: Session, code: string): Promise<PeopleLoader> {
    const { id, dataVersion } = await findPartnership(session, code);
    await lockPartnership(session, id);
    return new PeopleLoader(session, id, await vocabularyAt(session, { id, dataVersion }));
  }

  async add(rows: PersonRow[]): Promise<BatchResult> {
    const rejects: RowReject[] = [];
    const known = rows.flatMap((row) => {
      const source = this.vocabulary.sources.find(row.source);
      if (source?.access === 'CLOSED') return [{ row, sourceId: source.id }];
      const closed = this.vocabulary.sources.all.filter(({ access }) => access === 'CLOSED');
      const reason = source
        ? 'an open source: everybody could read of the people, so they are taken for closed sources only'
        : `not the code of a closed source: ${closed.map(({ code }) => code).join(', ')}`;
      rejects.push({ line: row.line, field: 'source', reason });
      return [];
    });
    const incidents = await findByReference(
      this.session,
      this.partnershipId,
      known.map(({ row: { reference }, sourceId }) => ({ sourceId, reference })),
    );
    const bySource = new Map<number, Involved[]>();
    known.forEach(({ row: { line, person }, sourceId }, i) => {
      const incident = incidents[i];
      if (incident === null || incident === 'ambiguous') {
        rejects.push({ line, field: 'incident_reference', reason: incident === null ? UNKNOWN : AMBIGUOUS });
        return;
      }
      const involved = bySource.get(sourceId) ?? [];
      bySource.set(sourceId, involved);
      involved.push({ incident, person });
    });
    let loaded = 0;
    let found = 0;
    for (const [sourceId, involved] of bySource) {
      loaded += await addPeople(this.session, { partnershipId: this.partnershipId, sourceId }, involved);
      found += involved.length;
    }
    if (loaded > 0) this.changed = true;
    return { loaded, unchanged: found - loaded, outside: 0, unlocated: 0, rejects };
  }

  async finish(): Promise<void> {
    if (this.changed) await raiseDataVersion(this.session, this.partnershipId, { access: 'CLOSED' });
  }
}

const UNKNOWN =
  'no incident of this source has it: import the incidents first, and this file again; incidents outside the ' +
  'partnership are not kept, and nobody is kept without an incident';
const AMBIGUOUS = 'several incidents of this source have it, so that nobody can tell which is meant';

/** Note of an import that had pseudonyms. */
const LEFT_OUT =
  'The column pseudonym was left out: no answer needs to know who is the same person in two incidents, so it is not kept.';

/**
 * Imports files of victims and offenders, one transaction per file.
 *
 * @returns the account of all rows, and notes on what was left out.
 * @throws Problem as in `importFiles`.
 */
export async function importPeople(
  database: Database,
  options: ImportOptions,
): Promise<{ account: RowAccount; notes: string[] }> {
  const notes = new Set<string>();
  const format: Format<PersonRow> = {
    reader: peopleReader(() => notes.add(LEFT_OUT)),
    content: 'people',
    begin: (session, partnership) => PeopleLoader.begin(session, partnership),
  };
  const account = await importFiles(database, [format as Format<object>], options);
  return { account, notes: [...notes] };
}
