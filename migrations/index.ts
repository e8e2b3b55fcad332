import { Foundation1763769600000 } from './1763769600000-foundation';
import { WeightSets1763856000000 } from './1763856000000-weight-sets';
import { BulkTables1763900000000 } from './1763900000000-bulk-tables';
import { Outcomes1764028800000 } from './1764028800000-outcomes';
import { BoundaryVersions1764115200000 } from './1764115200000-boundary-versions';
import { Involvement1764288000000 } from './1764288000000-involvement';
import { AssertedTrends1764374400000 } from './1764374400000-asserted-trends';
import { Population1764460800000 } from './1764460800000-population';
import { PeersAndTargets1764460800001 } from './1764460800001-peers-and-targets';
import { Agencies1764547200000 } from './1764547200000-agencies';
import { ThemeRanking1764720000000 } from './1764720000000-theme-ranking';
import { PublicPerception1764720000001 } from './1764720000001-public-perception';
import { Response1764806400000 } from './1764806400000-response';
import { Deliveries1764892800000 } from './1764892800000-deliveries';
import { IcdBlocks1764979200000 } from './1764979200000-icd-blocks';
import { Postcodes1764979200001 } from './1764979200001-postcodes';
import { TwoTiers1765065600000 } from './1765065600000-two-tiers';
import { LoadsWithoutLookups1765152000000 } from './1765152000000-loads-without-lookups';
import { Coverage1765238400000 } from './1765238400000-coverage';
import { DefaultSources1765300000000 } from './1765300000000-default-sources';
import { Hotspots1765400000000 } from './1765400000000-hotspots';
import { VocabularyEditions1765410000000 } from './1765410000000-vocabulary-editions';
import { PartsOfOffences1765410000001 } from './1765410000001-parts-of-offences';
import { NamesOfWeightSets1765410000002 } from './1765410000002-names-of-weight-sets';
import { HotspotsAsZones1765420000000 } from './1765420000000-hotspots-as-zones';
import { WhoseDataSets1765440000000 } from './1765440000000-whose-data-sets';
import { OpaqueDeliveries1765440000001 } from './1765440000001-opaque-deliveries';
import { OutcomeWords1765440000002 } from './1765440000002-outcome-words';
import { LivesOfKeys1765440000003 } from './1765440000003-lives-of-keys';
import { AuditForGood1765440000004 } from './1765440000004-audit-for-good';
import { Indicators1765460000000 } from './1765460000000-indicators';
import { ReleasedCounts1765500000000 } from './1765500000000-released-counts';
import { PartsOfOpenCategories1765510000000 } from './1765510000000-parts-of-open-categories';
import { CoverageOfClosedSources1765510000001 } from './1765510000001-coverage-of-closed-sources';
import { NoPseudonyms1765550000000 } from './1765550000000-no-pseudonyms';
import { ScopeOfPeople1765550000001 } from './1765550000001-scope-of-people';
import { ReferencesOfCallers1765550000002 } from './1765550000002-references-of-callers';
import { SealedRights1765560000000 } from './1765560000000-sealed-rights';

/** All migrations, oldest first. */
export const migrations = [
  Foundation1763769600000,
  WeightSets1763856000000,
  BulkTables1763900000000,
  Outcomes1764028800000,
  BoundaryVersions1764115200000,
  Involvement1764288000000,
  AssertedTrends1764374400000,
  Population1764460800000,
  PeersAndTargets1764460800001,
  Agencies1764547200000,
  ThemeRanking1764720000000,
  PublicPerception1764720000001,
  Response1764806400000,
  Deliveries1764892800000,
  IcdBlocks1764979200000,
  Postcodes1764979200001,
  TwoTiers1765065600000,
  LoadsWithoutLookups1765152000000,
  Coverage1765238400000,
  DefaultSources1765300000000,
  Hotspots1765400000000,
  VocabularyEditions1765410000000,
  PartsOfOffences1765410000001,
  NamesOfWeightSets1765410000002,
  HotspotsAsZones1765420000000,
  WhoseDataSets1765440000000,
  OpaqueDeliveries1765440000001,
  OutcomeWords1765440000002,
  LivesOfKeys1765440000003,
  AuditForGood1765440000004,
  Indicators1765460000000,
  ReleasedCounts1765500000000,
  PartsOfOpenCategories1765510000000,
  CoverageOfClosedSources1765510000001,
  NoPseudonyms1765550000000,
  ScopeOfPeople1765550000001,
  ReferencesOfCallers1765550000002,
  SealedRights1765560000000,
];
