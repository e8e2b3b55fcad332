import { Foundation1763769600000 } from './1763769600000-foundation';
import { WeightSets1763856000000 } from './1763856000000-weight-sets';
import { BoundaryVersions1764115200000 } from './1764115200000-boundary-versions';

/** All migrations, oldest first. */
export const migrations = [Foundation1763769600000, WeightSets1763856000000, BoundaryVersions1764115200000];
