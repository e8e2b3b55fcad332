import 'reflect-metadata';
import { AgencyEntity } from './agencies';
import {
  AreaEntity,
  AreaOverlapEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  PartnershipEntity,
  PlaceEntity,
  PopulationEntity,
  PostcodePointEntity,
} from './areas';
import {
  ElementaryCellEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  IncidentRedeliveryEntity,
  InvolvementEntity,
  LocationAreaEntity,
  LocationEntity,
  SourceCoverageEntity,
} from './incidents';
import { HoldingEntity } from './sharing';
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
  AgencyEntity,
  AreaEntity,
  AreaOverlapEntity,
  AssertedTrendEntity,
  ElementaryCellEntity,
  FlagEntity,
  HoldingEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  IncidentRedeliveryEntity,
  InvolvementEntity,
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
  PostcodePointEntity,
  RecordedCrimeEntity,
  RecordedOffenceEntity,
  SourceCoverageEntity,
  SourceEntity,
  SourceThemeEntity,
  TargetEntity,
  ThemeEntity,
  WeightSetEntity,
];
