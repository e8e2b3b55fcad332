import 'reflect-metadata';
import { AreaEntity, AreaOverlapEntity, PartnershipEntity, PlaceEntity, PopulationEntity } from './areas';
import {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  InvolvementEntity,
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
  SourceEntity,
  SourceThemeEntity,
  ThemeEntity,
  WeightSetEntity,
} from './themes';

/** Every entity of every room, for the data source and for the check against the migrated database. */
export const entities = [
  AreaEntity,
  AreaOverlapEntity,
  ElementaryCellEntity,
  FlagEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  InvolvementEntity,
  LocationAreaEntity,
  LocationEntity,
  OffenceEntity,
  OffenceThemeEntity,
  OffenceWeightEntity,
  OutcomeEntity,
  PartnershipEntity,
  PlaceEntity,
  PopulationEntity,
  SourceCoverageEntity,
  SourceEntity,
  SourceThemeEntity,
  ThemeEntity,
  WeightSetEntity,
];
