import { gzipSync } from 'node:zlib';
import { storeAssertedCells } from '../../../src/analytics/ranking';
import { storePeers, storeRecordedCrime, storeTarget, TargetAim } from '../../../src/analytics/trends';
import { AgencyKind, storeAgencies } from '../../../src/domain/agencies';
import { AreaKind, estimatePopulation, storePopulation } from '../../../src/domain/areas';
import { storeResponse } from '../../../src/domain/plan';
import { selectInstallation } from '../../../src/domain/vocabulary';
import type { Database, Session } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { fileOf, type StreetFields, streetLine, streetText } from '../../ingest/files';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, importStreetFiles, load } from '../../support/records';

/** Adds a partnership small enough to check every figure by hand, and gives its id. */
export async function buildTiny(database: Database): Promise<number> {
  // Fix the secret, on which protected counts depend.
  await database.transaction({}, (session) =>
    session.query(
      statement('fixed_secret', "UPDATE installation SET disclosure_secret = 'the same every time'::bytea"),
    ),
  );
  const id = await partnershipOf(database, 'TINY', 'Tiny');
  // And the day of the next release, which answers name.
  await database.transaction({}, (session) =>
    session.query(statement('fixed_release_due', "UPDATE partnership SET release_due = '2100-01-01'")),
  );
  const wards = (names: Record<string, string>) =>
    Object.entries(names).map(([code, name], i) => ({
      code,
      name,
      ring: box((i % 2) * 1000, Math.floor(i / 2) * 1000, 1000),
    }));
  await importAreas(database, 'TINY', 'WARD', wards({ E05000001: 'Old West', E05000002: 'Old East' }), {
    validTo: '2022-12-31',
  });
  await importAreas(
    database,
    'TINY',
    'WARD',
    wards({ E05000011: 'Ampthill', E05000012: 'Flitwick', E05000013: 'Maulden', E05000014: 'Clophill' }),
    { validFrom: '2023-01-01' },
  );
  await importAreas(database, 'TINY', 'SNT_AREA', [
    { code: 'CB1', name: 'South team', ring: box(0, 0, 2000, 1000) },
    { code: 'CB2', name: 'North team', ring: box(0, 1000, 2000, 1000) },
  ]);
  await importAreas(database, 'TINY', 'POSTCODE_DISTRICT', [
    { code: 'MK45', name: 'MK45', ring: box(-200, -200, 1400, 2400) },
    { code: 'SG17', name: 'SG17', ring: box(1000, -200, 1400, 2400) },
    { code: 'ZZ1', name: 'ZZ1', ring: box(9000, 0, 1000) },
  ]);
  await importStreet(database, '2022-05', [HIGH_STREET, HIGH_STREET]);
  await importStreet(database, '2023-04', [HIGH_STREET, { ...MARKET, type: 'Burglary', id: 'b1' }]);
  await importStreet(database, '2023-05', [
    ...Array<StreetFields>(4).fill(HIGH_STREET),
    { ...MARKET, type: 'Drugs', id: 'd1', outcome: 'Local resolution' },
    { ...MARKET, type: 'Drugs', id: 'd1' },
    { ...CHURCH, type: 'Violence and sexual offences', id: 'v1', outcome: 'Under investigation' },
    { ...STATION, type: 'Burglary', id: 'b2', outcome: 'Under investigation' },
    { ...FAR, type: 'Robbery', id: 'r1' },
    { longitude: '-1.9', latitude: '50.7', type: 'Drugs', id: 'o1' },
    { longitude: '', latitude: '', location: 'No Location', type: 'Drugs', id: 'u1' },
  ]);
  await load(database, 'TINY', [
    crime({
      at: [300, 300],
      flags: 5,
      offence: 'wounding',
      occurredFrom: '2023-05-13T22:30:00.000Z',
      occurredTo: '2023-05-14T00:10:00.000Z',
      reference: 'C/1',
      outcome: 'Charged',
      identity: 'tiny 1',
    }),
    crime({
      at: [1500, 500],
      offence: 'burglary-dwelling',
      occurredFrom: '2023-05-20T08:00:00.000Z',
      occurredTo: '2023-05-21T17:00:00.000Z',
      reference: 'C/2',
      identity: 'tiny 2',
    }),
    crime({
      place: { kind: 'unlocated' },
      offence: 'shoplifting',
      occurredFrom: '2023-05-02T11:00:00.000Z',
      reference: 'C/3',
      identity: 'tiny 3',
    }),
    crime({
      source: 'hospital-admissions',
      offence: 'admission-assault',
      place: { kind: 'postcode-district', code: 'SG17' },
      precision: 'DAY',
      occurredFrom: '2023-05-13T23:00:00.000Z',
      occurredTo: '2023-05-14T22:59:59.999Z',
      identity: 'tiny 4',
    }),
  ]);
  await database.transaction({}, (session) => measure(session, id));
  await database.transaction({}, (session) => storeAssertedCells(session, id, JUDGED));
  await database.transaction({}, (session) => respond(session, id));
  return id;
}

/** Judgements in the cells of the matrices, two of which contradict each other. */
const JUDGED = (
  [
    ['PRIORITY_SCANNING', 'increasing-trend', 0],
    ['THREAT_RISK', 'trend', 3],
    ['THREAT_RISK', 'harm', 2],
    ['THREAT_RISK', 'current-activity', null],
  ] as const
).map(([matrix, criterion, value]) => ({
  ...{ matrix, criterion, value, theme: 'bicycle-theft', period: { from: '2023-05-01', to: '2023-05-31' } },
  ...{ reason: 'Said at the meeting.', by: 'Analysts', at: new Date('2023-06-05T09:00:00Z') },
}));

/** Agencies, a recommendation, and an action in one of the wards. */
async function respond(session: Session, partnershipId: number): Promise<void> {
  await storeAgencies(session, partnershipId, [
    { code: 'csp', name: 'Tiny Partnership', kind: AgencyKind.PARTNERSHIP },
    { code: 'police', name: 'Tiny Police', kind: AgencyKind.POLICE },
  ]);
  await storeResponse(session, partnershipId, {
    recommendations: [
      {
        theme: 'burglary',
        text: 'Fit window locks.',
        owner: 'police',
        actions: [
          {
            text: 'Fit window locks in Ampthill.',
            owner: 'police',
            from: '2023-05-01',
            zones: {
              target: { kind: 'WARD', code: 'E05000011' },
              control: { kind: 'WARD', code: 'E05000012' },
            },
            history: [
              {
                by: 'The plan',
                at: new Date('2023-04-20T12:00:00Z'),
                status: 'PLANNED',
                progress: 0,
                due: '2023-06-30',
              },
            ],
          },
        ],
      },
    ],
    activities: [{ theme: 'burglary', name: 'Neighbourhood Watch' }],
    events: [{ name: 'May Fair', from: '2023-05-06', to: '2023-05-07', themes: ['violent-crime'] }],
  });
}

/** Stores residents, households, a most similar group and targets. */
async function measure(session: Session, partnershipId: number): Promise<void> {
  const all = { ageBandSystem: null, ageBand: null, sex: null, ethnicitySystem: null, ethnicity: null };
  const figure = (areaCode: string, n: number, measure: 'RESIDENTS' | 'HOUSEHOLDS' = 'RESIDENTS') => ({
    ...{ line: 0, areaKind: AreaKind.WARD, areaCode, year: 2021, measure, n },
    ...all,
  });
  await storePopulation(session, partnershipId, [
    ...[figure('E05000011', 4000), figure('E05000012', 2500), figure('E05000013', 1500)],
    ...[figure('E05000011', 1600, 'HOUSEHOLDS'), figure('E05000012', 1000, 'HOUSEHOLDS')],
  ]);
  for (const measure of ['RESIDENTS', 'HOUSEHOLDS'] as const)
    await estimatePopulation(session, partnershipId, { kind: AreaKind.WARD, year: 2021, measure });
  const peer = (code: string, name: string, residents: number) => ({
    ...{ line: 0, year: 2022, code, name, residents },
    ...{ households: residents / 2.5, vehicles: null, premises: null },
  });
  await storePeers(session, partnershipId, [
    peer('TINY', 'Tiny', 10_000),
    peer('E22000901', 'Small', 20_000),
    peer('E22000902', 'Little', 30_000),
  ]);
  const recorded = (peerCode: string, quarter: string, n: number) => ({
    ...{ line: 0, peerCode, quarter, n },
    ...{ offenceCode: '28E', offenceSubgroup: 'Domestic burglary' },
  });
  await storeRecordedCrime(session, partnershipId, [
    ...[recorded('TINY', '2023-01-01', 14), recorded('TINY', '2023-04-01', 16)],
    ...[recorded('E22000901', '2023-01-01', 11), recorded('E22000901', '2023-04-01', 9)],
    recorded('E22000902', '2023-04-01', 12),
  ]);
  const { themeCodes } = await selectInstallation(session);
  await storeTarget(session, {
    partnershipId,
    themeId: themeCodes.find('burglary')!.id,
    period: { from: '2023-04-01', to: '2024-03-31' },
    ...{ aim: TargetAim.AT_MOST, count: 24, version: 0, setBy: 'key 1' },
  });
}

const place = (longitude: string, latitude: string): StreetFields => ({ longitude, latitude });
// On the National Grid 200, 200 from the corner of the invented ground; then 300, 200; 200, 300; 600, 400; 1700, 1400.
const HIGH_STREET = place('-0.543107', '51.961263');
const MARKET = place('-0.541652', '51.961245');
const CHURCH = place('-0.543078', '51.962162');
const STATION = place('-0.537229', '51.962988');
const FAR = place('-0.520929', '51.971776');

async function importStreet(database: Database, month: string, rows: StreetFields[]): Promise<void> {
  const text = streetText(...rows.map((row) => streetLine({ month, ...row })));
  const paths = [fileOf(gzipSync(text), `${month}-bedfordshire-street.csv.gz`)];
  await importStreetFiles(database, 'TINY', paths);
}
