import { createHash } from 'node:crypto';
import { type DeliverySeed, demonstration, POPULATION_YEAR, quarterOfMonth } from '../../seeds/demonstration';
import { replaceKey, revokeKeysNamed, writeAudit } from '../access';
import { storeSntPriorities, storeSurveyResults } from '../analytics/perception';
import { storeAssertedCells } from '../analytics/ranking';
import {
  storeAssertedTrends,
  storePeers,
  storeRecordedCrime,
  storeTarget,
  type TargetAim,
} from '../analytics/trends';
import type { Say, Welcome } from '../app';
import { type AgencyKind, type StoredAgency, storeAgencies } from '../domain/agencies';
import {
  AreaKind,
  AreaOrigin,
  addPartnership,
  completeAfterBoundaries,
  estimatePopulation,
  listPartnerships,
  MEASURES,
  storeBoundaries,
  storePlaces,
  storePopulation,
} from '../domain/areas';
import { releaseCounts } from '../domain/incidents';
import { storeResponse } from '../domain/plan';
import { selectInstallation } from '../domain/vocabulary';
import {
  addRejects,
  beginSubmission,
  closeSubmission,
  type IncidentRecord,
  loadRecords,
  RowAccount,
  refreshStatistics,
  type Submission,
} from '../ingest';
import { findDataset, monthsOf, parseQuarter } from '../ingest/deliveries';
import type { Database, Session } from '../platform/database';

/** Stores reference data of the demonstration: population, most similar group, recorded crime and targets. */
async function storeYardsticks(session: Session, partnershipId: number): Promise<void> {
  await storePopulation(session, partnershipId, demonstration.population());
  for (const measure of MEASURES)
    await estimatePopulation(session, partnershipId, { kind: AreaKind.WARD, year: POPULATION_YEAR, measure });
  await storePeers(session, partnershipId, demonstration.peers());
  await storeRecordedCrime(session, partnershipId, demonstration.recordedCrime());
  const { themeCodes } = await selectInstallation(session);
  for (const { theme, aim, ...target } of demonstration.targets())
    await storeTarget(session, {
      ...target,
      partnershipId,
      themeId: themeCodes.find(theme)!.id,
      aim: aim as TargetAim,
      version: 0,
      setBy: 'demonstration',
    });
}

/** Stores opinions of the demonstration: asserted trends and matrix cells, survey results, priorities of SNT areas. */
async function storeJudgements(session: Session, partnershipId: number): Promise<void> {
  await storeAssertedTrends(session, partnershipId, demonstration.assertedTrends());
  await storeAssertedCells(session, partnershipId, demonstration.assertedCells());
  await storeSurveyResults(session, partnershipId, demonstration.surveyResults());
  await storeSntPriorities(session, partnershipId, demonstration.sntPriorities());
}

/** A delivery whose rows are being loaded. */
interface Delivered {
  seed: DeliverySeed;
  submission: Submission;
  /** Hash of the records' identities, since there is no file to hash. */
  hash: ReturnType<typeof createHash>;
  records: number;
}

/** Opens a submission for each delivery of the demonstration's agencies, by data set and quarter. */
async function openDeliveries(
  session: Session,
  partnershipId: number,
  agencies: readonly StoredAgency[],
): Promise<Map<string, Delivered>> {
  const opened = new Map<string, Delivered>();
  for (const seed of demonstration.deliveries()) {
    const { dataset, quarter, agency, receivedAt } = seed;
    const agencyId = agencies.find(({ code }) => code === agency)!.id;
    const statutory = { agencyId, quarter: parseQuarter(quarter).from, submittedBy: 'demonstration' };
    const fileName = `${dataset}-${quarter}.csv`;
    const submission = await beginSubmission(session, {
      ...{ partnershipId, content: dataset, fileName, statutory, receivedAt },
    });
    const hash = createHash('sha256');
    opened.set(`${dataset} ${quarter}`, { seed, submission, hash, records: 0 });
  }
  return opened;
}

/** Closes submissions with the accounts of their rows. */
async function closeDeliveries(session: Session, delivered: Iterable<Delivered>): Promise<void> {
  for (const { seed, submission, hash, records } of delivered) {
    const account = new RowAccount();
    account.read = records + seed.rejects.length;
    account.add('loaded', records);
    for (const reject of seed.rejects) account.reject(seed.dataset, reject);
    await addRejects(session, submission, [...seed.rejects]);
    const present = findDataset(seed.dataset).fields.map(({ name }) => name);
    const fields = present.filter((name) => !seed.absent.includes(name));
    await closeSubmission(session, submission, account, hash.digest('hex'), fields);
  }
}

/** Loads the records of the demonstration, each as part of its agency's delivery for the quarter. */
async function loadDeliveries(
  session: Session,
  { id, code }: { id: number; code: string },
  agencies: readonly StoredAgency[],
  onBatch: (records: number) => void,
): Promise<RowAccount> {
  const delivered = await openDeliveries(session, id, agencies);
  const deliveryOf = ({ source, month }: IncidentRecord) =>
    delivered.get(`${source} ${quarterOfMonth(month)}`)!;
  const quarters = new Map<number | null, string[]>(
    [...delivered.values()].map(({ seed, submission }) => [
      submission.submission_id,
      monthsOf(parseQuarter(seed.quarter)),
    ]),
  );
  function* noted(): Generator<IncidentRecord> {
    for (const records of [demonstration.incidents(), demonstration.sharedRecords()])
      for (const record of records) {
        const delivery = deliveryOf(record);
        delivery.records += 1;
        delivery.hash.update(record.identity);
        yield record;
      }
  }
  const account = await loadRecords(
    session,
    code,
    noted(),
    onBatch,
    (record) => deliveryOf(record).submission.submission_id,
    (submissionId) => quarters.get(submissionId) ?? [],
  );
  await closeDeliveries(session, delivered.values());
  return account;
}

/**
 * Loads the demonstration partnership: synthetic boundaries and two years of synthetic incidents, in one transaction.
 *
 * @param onProgress receives a sentence about the progress after each batch.
 * @throws Problem CONFLICT where the demonstration is already loaded.
 */
export async function seedDemonstration(
  database: Database,
  onProgress: (line: string) => void,
): Promise<RowAccount> {
  const { code, name } = demonstration;
  const account = await database.transaction({}, async (session) => {
    const { id } = await addPartnership(session, { code, name, synthetic: true });
    await writeAudit(session, { actor: 'command line', action: 'seed', partnershipId: id });
    const agencies = demonstration
      .agencies()
      .map((agency) => ({ ...agency, kind: agency.kind as AgencyKind }));
    const stored = await storeAgencies(session, id, agencies);
    const areas = demonstration.areas();
    for (const kind of [
      AreaKind.PARTNERSHIP,
      AreaKind.WARD,
      AreaKind.SNT_AREA,
      AreaKind.POSTCODE_DISTRICT,
    ] as const) {
      const boundaries = areas[kind].features.map((feature, i) => ({
        line: i + 1,
        code: feature.properties.code,
        name: feature.properties.name,
        geometry: feature.geometry,
        srid: 27700,
      }));
      const as = { kind, validFrom: null, validTo: null, origin: AreaOrigin.SYNTHETIC };
      await storeBoundaries(session, id, boundaries, as);
      await completeAfterBoundaries(session, id, kind);
    }
    const places = demonstration.places().map(({ name, kind, easting, northing, radius }, i) => ({
      line: i + 1,
      name,
      kind,
      geometry: { type: 'Point', coordinates: [easting, northing] },
      srid: 27700,
      radius,
    }));
    await storePlaces(session, id, places);
    await storeYardsticks(session, id);
    await storeJudgements(session, id);
    await storeResponse(session, id, demonstration.response());
    const loaded = await loadDeliveries(session, { id, code }, stored, (done) =>
      onProgress(`${done} demonstration incidents loaded …`),
    );
    await releaseCounts(session, id, 'demonstration');
    return loaded;
  });
  await database.transaction({}, refreshStatistics);
  return account;
}

const KEY_NAME = 'demonstration';
const FIRST_SHOWN = { from: '2008-07-01', to: '2009-06-30' };

/**
 * Loads the demonstration into a database without partnerships, and replaces its key, since a key can be shown only
 * when it is made. Beside other partnerships its key is revoked, not shown: what a server prints ends up in logs, and
 * a viewer with any key sees more than the public. Null then, and without the demonstration.
 */
export async function welcomeToDemonstration(database: Database, say: Say): Promise<Welcome | null> {
  const { code } = demonstration;
  const partnerships = await database.transaction({ readOnly: true }, listPartnerships);
  if (partnerships.length === 0) {
    say('The database is empty: loading the demonstration partnership …');
    await seedDemonstration(database, say);
  } else if (partnerships.some((each) => each.code !== code)) {
    if (partnerships.some((each) => each.code === code))
      await database.transaction({}, (session) => revokeKeysNamed(session, KEY_NAME, code));
    return null;
  }
  const wanted = { role: 'ANALYST', partnership: code, name: KEY_NAME } as const;
  const { key } = await database.transaction({}, (session) => replaceKey(session, wanted));
  return { key, partnership: code, ...FIRST_SHOWN };
}
