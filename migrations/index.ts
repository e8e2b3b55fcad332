import { Foundation1763769600000 } from './1763769600000-foundation';
import { WeightSets1763856000000 } from './1763856000000-weight-sets';
import { AssertedTrends1764374400000 } from './1764374400000-asserted-trends';

/** All migrations, oldest first. */
export const migrations = [Foundation1763769600000, WeightSets1763856000000, AssertedTrends1764374400000];
