import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { FeatureCollection } from '../../platform/geo';
import { holdersOf } from '../areas';
import { belongsTo, type Coded, OutcomeEntity, type Vocabulary } from '../vocabulary';
import type { Casualties, Incident, IncidentPlace } from './incident.type';
import type { Precision } from './record';
import type { Selection } from './selection/selection';

const SELECT_INCIDENTS = loadSql(__dirname, 'select_incidents');
const COUNT_INCIDENTS = loadSql(__dirname, 'count_incidents');
const SELECT_FEATURES = loadSql(__dirname, 'select_incident_features');
const SELECT_PLACES = loadSql(__dirname, 'select_places');

interface IncidentRow {
  partnership_id: number;
  id: number;
  source_id: number;
  offence_id: number;
  occurred_from: Date;
  occurred_to: Date;
  precision: Precision;
  outcome: string | null;
  flags: number;
  reference: string | null;
  longitude: number | null;
  latitude: number | null;
  easting: number | null;
  northing: number | null;
  snapped: boolean | null;
  ward_id: number | null;
  snt_area_id: number | null;
  district_id: number | null;
  casualties: number[] | null;
}

/** Themes of an incident, by offence and flags. */
function themesOf(offenceId: number, flags: number, vocabulary: Vocabulary): Coded[] {
  return vocabulary.themes.all.filter((theme) =>
    belongsTo(theme, vocabulary)({ offence_id: offenceId, flags }),
  );
}

/** Casualties in the order in which they are stored. */
function casualtiesOf([killed, seriously, slightly, ...children]: number[]): Casualties {
  return {
    adultsKilled: killed,
    adultsSeriouslyInjured: seriously,
    adultsSlightlyInjured: slightly,
    childrenKilled: children[0],
    childrenSeriouslyInjured: children[1],
    childrenSlightlyInjured: children[2],
  };
}

function toIncident(row: IncidentRow, { vocabulary, areasAsOf }: Selection): Incident {
  const { longitude, latitude, easting, northing, snapped } = row;
  return {
    id: row.id,
    reference: row.reference,
    source: vocabulary.sources.get(row.source_id),
    offence: vocabulary.offences.get(row.offence_id),
    themes: themesOf(row.offence_id, row.flags, vocabulary),
    occurredFrom: row.occurred_from,
    occurredTo: row.occurred_to,
    precision: row.precision,
    location:
      longitude === null
        ? null
        : { longitude, latitude: latitude!, easting: easting!, northing: northing!, snapped: snapped! },
    outcome: row.outcome,
    flags: vocabulary.flags.filter(({ bit }) => (bit & row.flags) !== 0).map(({ code }) => code),
    partnershipId: row.partnership_id,
    areasAsOf,
    wardId: row.ward_id,
    sntAreaId: row.snt_area_id,
    districtId: row.district_id,
    casualties: row.casualties && casualtiesOf(row.casualties),
  };
}

/**
 * Page of the selected incidents, by time; one more than `first`, to show that more follow.
 *
 * @param ids incidents to read; null for all.
 */
export async function selectIncidents(
  session: Session,
  selection: Selection,
  page: { after: [string, number] | null; first: number },
  ids: readonly number[] | null = null,
): Promise<Incident[]> {
  const incidents = selection.rows.records(selection.period);
  const rows = await session.query<IncidentRow>(SELECT_INCIDENTS.with({ incidents }), {
    partnership_ids: holdersOf(selection.partnership).ids,
    areas_as_of: selection.areasAsOf,
    ids,
    after_at: page.after?.[0] ?? null,
    after_id: page.after?.[1] ?? null,
    most: page.first + 1,
  });
  return rows.map((row) => toIncident(row, selection));
}

/** Number of selected incidents. */
export async function countIncidents(session: Session, selection: Selection): Promise<number> {
  const counts = selection.rows.counts(selection.period);
  const [row] = await session.query<{ n: number }>(COUNT_INCIDENTS.with({ counts }));
  return row.n;
}

/** Features of incidents, each with the numbers of the incident and its partnership. */
export interface NumberedFeatures extends FeatureCollection {
  features: (FeatureCollection['features'][number] & { id: { partnership: number; incident: number } })[];
}

/** First `most` selected incidents with a place, as GeoJSON points. */
export async function selectIncidentFeatures(
  session: Session,
  selection: Selection,
  most: number,
): Promise<NumberedFeatures> {
  const incidents = selection.rows.records(selection.period);
  const [row] = await session.query<{ collection: string }>(SELECT_FEATURES.with({ incidents }), { most });
  return JSON.parse(row.collection);
}

/** Place with its number of incidents, and the numbers of the place and its partnership. */
export interface NumberedPlace extends Omit<IncidentPlace, 'id' | 'place'> {
  partnership_id: number;
  id: number;
}

/** Places of the selected incidents with their number of incidents; at most `most`. */
export async function selectIncidentPlaces(
  session: Session,
  selection: Selection,
  most: number,
): Promise<NumberedPlace[]> {
  const counts = selection.rows.counts(selection.period);
  return session.query<NumberedPlace>(SELECT_PLACES.with({ counts }), {
    partnership_ids: holdersOf(selection.partnership).ids,
    most,
  });
}

/** All outcomes delivered so far that the viewer may know. */
export async function selectOutcomes(session: Session): Promise<Coded[]> {
  return session.manager.find(OutcomeEntity, { order: { code: 'ASC' } });
}
