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
} from './areas';
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
import { SntPriorityEntity, SurveyResultEntity } from './perception';
import { AssertedCellEntity, MatrixCriterionEntity, MatrixThemeEntity } from './ranking';
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
  AssertedCellEntity,
  AssertedTrendEntity,
  ElementaryCellEntity,
  FlagEntity,
  IncidentCountEntity,
  IncidentEntity,
  IncidentOutcomeEntity,
  InvolvementEntity,
  LocationAreaEntity,
  LocationEntity,
  LsoaChangeEntity,
  LsoaWardEntity,
  MatrixCriterionEntity,
  MatrixThemeEntity,
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
  SntPriorityEntity,
  SourceCoverageEntity,
  SourceEntity,
  SourceThemeEntity,
  SurveyResultEntity,
  TargetEntity,
  ThemeEntity,
  WeightSetEntity,
];
