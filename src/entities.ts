import 'reflect-metadata';
import {
  AreaEntity,
  AreaOverlapEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  PartnershipEntity,
  PlaceEntity,
  PopulationEntity,
} from './areas';
import {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  LocationAreaEntity,
  LocationEntity,
  SourceCoverageEntity,
} from './incidents';
import {
  FlagEntity,
  OffenceEntity,
  OffenceThemeEntity,
  OffenceWeightEntity,
  OutcomeEntity,
  RecordedOffenceEntity,
  SourceEntity,
  SourceThemeEntity,
  ThemeEntity,
  WeightSetEntity,
} from './themes';
import { AssertedTrendEntity, PeerEntity, RecordedCrimeEntity, TargetEntity } from './trends';

/** Every entity of every room, for the data source and for the check against the migrated database. */
export const entities = [
  AreaEntity,
  AreaOverlapEntity,
  AssertedTrendEntity,
  ElementaryCellEntity,
  FlagEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  LocationAreaEntity,
  LocationEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  OffenceEntity,
  OffenceThemeEntity,
  OffenceWeightEntity,
  OutcomeEntity,
  PartnershipEntity,
  PeerEntity,
  PlaceEntity,
  PopulationEntity,
  RecordedCrimeEntity,
  RecordedOffenceEntity,
  SourceCoverageEntity,
  SourceEntity,
  SourceThemeEntity,
  TargetEntity,
  ThemeEntity,
  WeightSetEntity,
];
