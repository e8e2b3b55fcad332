export {
  type Backend,
  Database,
  DatabaseError,
  type DatabaseOptions,
  type TransactionOptions,
} from './database';
export { migrate, pendingMigrations, ranMigrations, revertLast, takeBackTo } from './migrate';
export { unpackBooleans, unpackFloats, unpackIntegers } from './packed';
export type { Session } from './session';
export type { Fragment, Statement } from './sql';
export { batchesOf } from './stream';
