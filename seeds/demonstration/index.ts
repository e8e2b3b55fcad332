import type { ShippedTrend } from '../../src/analytics/trends';
import type { IncidentRecord } from '../../src/domain/incidents';
import type { ShippedResponse } from '../../src/domain/plan';
import { AGENCIES, type AgencySeed } from './agencies';
import { assertedCells } from './asserted-cells';
import { assertedTrends } from './asserted-trends';
import { type AreaCollection, type AreaKind, areas, PARTNERSHIP } from './boundaries';
import { type DeliverySeed, deliveries } from './deliveries';
import { incidents } from './incidents';
import { peers, recordedCrime } from './peers';
import { sntPriorities, surveyResults } from './perception';
import { population } from './population';
import { PLACES, type Place } from './positions';
import { RESPONSE } from './response';
import { sharedRecords } from './shared';
import { targets } from './targets';

export type { AgencySeed } from './agencies';
export type { AreaCollection, AreaFeature, AreaKind } from './boundaries';
export type { DeliverySeed } from './deliveries';
export { NOT_TOLD_BY_RECORDED_CRIME, PEER_TRUTH, type PeerTruth } from './peers';
export { PROFILE_TRUTH, type ProfileTruth } from './people-truth';
export { POPULATION_YEAR, partnershipFigures } from './population';
export type { Place, PlaceKind } from './positions';
export { MISSING, PATIENTS, quarterOfMonth } from './shared';
export { REVIEWED_QUARTER, TARGET_TRUTH, type TargetTruth } from './targets';
export type { Classification, Planted, PlantedChange, PlantedHotspot, Season, ThemeTruth } from './truth';
export { TRUTH } from './truth';

/**
 * A partnership that does not exist, with two years of incidents that never happened: generated, the same on every
 * machine, with known answers (`TRUTH`). Nothing here reads a file or a database.
 */
export const demonstration = {
  /** Code and name of the partnership. */
  ...PARTNERSHIP,
  /** Agencies of the partnership. */
  agencies: (): readonly AgencySeed[] => AGENCIES,
  /** Generated boundaries by kind, GeoJSON in EPSG:27700. */
  areas: (): Record<AreaKind, AreaCollection> => areas(),
  /** The gazetteer, for naming hotspots. */
  places: (): readonly Place[] => PLACES,
  /** About 59,000 records of 1 July 2007 to 30 June 2009, in order of time. Every call starts from the beginning. */
  incidents: (): Iterable<IncidentRecord> => ({ [Symbol.iterator]: incidents }),
  /**
   * About 6,000 records of fire service, council and health of the same two years. Every call starts from the
   * beginning.
   */
  sharedRecords: (): Iterable<IncidentRecord> => ({ [Symbol.iterator]: sharedRecords }),
  /** Deliveries of the twelve data sets by agency and quarter. */
  deliveries: (): DeliverySeed[] => deliveries(),
  /** Residents, households, vehicles and premises of the wards. */
  population,
  /** The most similar group, and what its members recorded by quarter. */
  peers,
  recordedCrime,
  /** Targets that the partnership has set itself. */
  targets,
  /** Judgements of the trends of its themes. */
  assertedTrends: (): ShippedTrend[] => assertedTrends(),
  /** Judgements in the cells of the two matrices. */
  assertedCells,
  /** Public perception: a survey, and priorities of SNT areas. */
  surveyResults,
  sntPriorities,
  /** Plan: recommendations with actions, activities, and calendar events. */
  response: (): ShippedResponse => RESPONSE,
};
