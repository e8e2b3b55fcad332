import { AreaEntity, AreaKind } from '../../domain/areas';
import {
  type BatchCounts,
  type DeliveryEnd,
  IncidentLoader,
  withdrawIncidents,
} from '../../domain/incidents';
import { londonDayBounds } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import {
  type BatchResult,
  type ImportCache,
  type IncidentRecord,
  type Loader,
  loaderOptions,
  SEPARATOR,
} from '..';
import type { Dataset } from './datasets/dataset';
import { monthsOf, type Quarter } from './quarter';
import type { DatasetRow } from './row';
import { countChangedReferences, endSubmission, selectStanding } from './submissions.queries';

/** Delivery of a statutory data set. */
export interface DatasetDelivery {
  dataset: Dataset;
  quarter: Quarter;
  agencyId: number;
  /** Code of the agency. */
  agency: string;
  /** Whether to replace the agency's earlier deliveries of this data set and quarter. */
  replace: boolean;
  /** Whether to refuse records that differ from those delivered before under the same reference. */
  checksConflicts: boolean;
  /** Whether the sender may deliver people. */
  mayDeliverPeople: boolean;
  submittedBy: string;
}

/** Limit of the sum of the counts of a file, each of which becomes an incident. */
const MAX_COUNTED = 200_000;

/** Refusal of records with people, of a sender who may not deliver any. */
const peopleRefused = () =>
  new Problem(
    'FORBIDDEN',
    'The file has people in it (pupils or casualties), and this key has scopes without people. Nothing was kept. Ask the ' +
      'administrator of this installation for a key that may deliver them: csg key create --scope submit people …',
  );

/** Incidents that a count is expanded to in one batch. */
const BATCH = 5_000;

/** First and last instant of a quarter. */
export function boundsOf({ from, to }: Quarter): { from: string; to: string } {
  return { from: londonDayBounds(from).from, to: londonDayBounds(to).to };
}

/**
 * Loads a delivery of a data set in one transaction. The deliveries that it replaces are withdrawn after it is loaded,
 * so that incidents in both keep the people that were added to them.
 */
export class DeliveryLoader implements Loader<DatasetRow> {
  private submissionId = 0;
  /** Sum of the counts so far. */
  private counted = 0;

  private constructor(
    private readonly session: Session,
    private readonly incidents: IncidentLoader,
    private readonly delivery: DatasetDelivery,
    private readonly sourceId: number,
    /** Ids of the agency's standing deliveries of this data set and quarter. */
    private readonly earlier: readonly number[],
    /** Codes of the partnership's postcode districts; empty where none are imported. */
    private readonly districts: ReadonlySet<string>,
  ) {}

  /** Begins a load, which locks the partnership until the transaction ends. */
  static async begin(
    session: Session,
    partnership: string,
    cache: ImportCache,
    delivery: DatasetDelivery,
  ): Promise<DeliveryLoader> {
    const options = await loaderOptions(session, partnership, delivery.dataset.code, cache);
    const incidents = await IncidentLoader.begin(session, { ...options, publisher: delivery.agency });
    const { partnershipId, source } = options;
    const earlier = await selectStanding(session, {
      partnershipId,
      agencyId: delivery.agencyId,
      content: delivery.dataset.code,
      quarter: delivery.quarter.from,
    });
    const areas = await session.manager.find(AreaEntity, {
      select: { code: true },
      where: { partnershipId, kind: AreaKind.POSTCODE_DISTRICT },
    });
    const districts = new Set(areas.map(({ code }) => code));
    return new DeliveryLoader(session, incidents, delivery, source.id, earlier, districts);
  }

  get partnershipId(): number {
    return this.incidents.partnershipId;
  }

  async add(rows: DatasetRow[], submissionId: number | null): Promise<BatchResult> {
    this.submissionId = submissionId!;
    if (!this.delivery.mayDeliverPeople && rows.some(({ record }) => record.people?.length))
      throw peopleRefused();
    const inside = rows.filter(({ record }) => !this.isOutside(record));
    const outside = rows.length - inside.length;
    for (const { count } of inside) this.counted += count ?? 0;
    if (this.counted > MAX_COUNTED)
      throw new Problem(
        'TOO_LARGE',
        `The counts of the file add up to more than ${MAX_COUNTED}. Nothing was kept. Check the column count.`,
        { limit: MAX_COUNTED },
      );
    const single = inside.filter(({ count }) => count === null).map(({ record }) => record);
    const counts = single.length > 0 ? await this.incidents.add(single, submissionId) : NONE;
    const answer = { ...counts, outside: counts.outside + outside };
    for (const row of inside)
      if (row.count !== null) answer[(await this.addCounted(row, row.count)) ? 'loaded' : 'unchanged'] += 1;
    return answer;
  }

  /** Whether a record belongs to another quarter, or to a postcode district outside the partnership. */
  private isOutside({ place, month }: IncidentRecord): boolean {
    if (!monthsOf(this.delivery.quarter).includes(`${month}-01`)) return true;
    return place.kind === 'postcode-district' && this.districts.size > 0 && !this.districts.has(place.code);
  }

  /** Loads a count as that number of incidents; true where any of them is new. */
  private async addCounted({ record }: DatasetRow, count: number): Promise<boolean> {
    let loaded = 0;
    for (let first = 1; first <= count; first += BATCH) {
      const size = Math.min(BATCH, count - first + 1);
      const records = Array.from({ length: size }, (_, i) => ({
        ...record,
        identity: `${record.identity}${SEPARATOR}${first + i}`,
      }));
      loaded += (await this.incidents.add(records, this.submissionId)).loaded;
    }
    return loaded > 0;
  }

  /** @throws Problem CONFLICT where records differ from those delivered before and `replace` is false. */
  async finish(end: DeliveryEnd): Promise<void> {
    const { dataset, quarter, replace, checksConflicts, submittedBy } = this.delivery;
    await this.incidents.finish({ ...end, delivered: () => monthsOf(quarter) });
    if (replace) {
      for (const submissionId of this.earlier) {
        await withdrawIncidents(this.session, {
          partnershipId: this.partnershipId,
          sourceId: this.sourceId,
          submissionId,
          within: boundsOf(quarter),
        });
        await endSubmission(this.session, {
          partnershipId: this.partnershipId,
          submissionId,
          state: 'REPLACED',
          endedBy: submittedBy,
        });
      }
      return;
    }
    if (!checksConflicts || this.earlier.length === 0 || this.submissionId === 0) return;
    const changed = await countChangedReferences(this.session, {
      partnershipId: this.partnershipId,
      sourceId: this.sourceId,
      submissionId: this.submissionId,
      earlier: this.earlier,
      within: boundsOf(quarter),
    });
    if (changed > 0)
      throw new Problem(
        'CONFLICT',
        `${changed} records of ${dataset.code} were delivered for ${quarter.code} before, with other particulars. ` +
          'Nothing was kept. To correct what was delivered, deliver the whole quarter again, to replace it.',
        { changed },
      );
  }
}

const NONE: BatchCounts = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
