import { Foundation1763769600000 } from './1763769600000-foundation';

/** All migrations, oldest first. */
export const migrations = [Foundation1763769600000];
