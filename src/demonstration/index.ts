import { demonstration, POPULATION_YEAR } from '../../seeds/demonstration';
import { type AgencyKind, storeAgencies } from '../agencies';
import {
  AreaKind,
  AreaOrigin,
  addPartnership,
  completeAfterBoundaries,
  estimatePopulation,
  MEASURES,
  storeBoundaries,
  storePlaces,
  storePopulation,
} from '../areas';
import type { Database, Session } from '../database';
import { loadRecords, type RowAccount, refreshStatistics } from '../ingest';
import { storeSntPriorities, storeSurveyResults } from '../perception';
import { storeAssertedCells } from '../ranking';
import { storeResponse } from '../response';
import { vocabularyAt } from '../themes';
import { storeAssertedTrends, storePeers, storeRecordedCrime, storeTarget, type TargetAim } from '../trends';

/** Population, most similar group and targets: what incidents are measured by. */
async function storeYardsticks(session: Session, partnershipId: number): Promise<void> {
  await storePopulation(session, partnershipId, demonstration.population());
  for (const measure of MEASURES)
    await estimatePopulation(session, partnershipId, { kind: AreaKind.WARD, year: POPULATION_YEAR, measure });
  await storePeers(session, partnershipId, demonstration.peers());
  await storeRecordedCrime(session, partnershipId, demonstration.recordedCrime());
  const { themes } = await vocabularyAt(session, 'demonstration');
  for (const { theme, aim, ...target } of demonstration.targets())
    await storeTarget(session, {
      ...target,
      partnershipId,
      themeId: themes.find(theme)!.id,
      aim: aim as TargetAim,
      version: 0,
      setBy: 'demonstration',
    });
}

/** What people say: of trends, in the cells of the matrices, in surveys, and as SNT areas. */
async function storeJudgements(session: Session, partnershipId: number): Promise<void> {
  await storeAssertedTrends(session, partnershipId, demonstration.assertedTrends());
  await storeAssertedCells(session, partnershipId, demonstration.assertedCells());
  await storeSurveyResults(session, partnershipId, demonstration.surveyResults());
  await storeSntPriorities(session, partnershipId, demonstration.sntPriorities());
}

/**
 * Loads the demonstration partnership: synthetic boundaries and two years of synthetic incidents, in one transaction.
 *
 * @param onProgress told now and then, in words, how far it is.
 * @throws Problem CONFLICT where it is there already.
 */
export async function seedDemonstration(
  database: Database,
  onProgress: (line: string) => void,
): Promise<RowAccount> {
  const { code, name } = demonstration;
  const account = await database.transaction({}, async (session) => {
    const { id } = await addPartnership(session, { code, name, synthetic: true });
    const agencies = demonstration
      .agencies()
      .map((agency) => ({ ...agency, kind: agency.kind as AgencyKind }));
    await storeAgencies(session, id, agencies);
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
    return loadRecords(session, code, demonstration.incidents(), (done) =>
      onProgress(`${done} demonstration incidents loaded …`),
    );
  });
  await database.transaction({}, refreshStatistics);
  return account;
}
