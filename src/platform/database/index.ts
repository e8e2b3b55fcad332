export { type Backend, Database, type DatabaseOptions } from './database';
export { DatabaseError } from './driver/failures';
export { migrate, pendingMigrations, ranMigrations, revertLast, takeBackTo } from './migrate';
export { unpackBooleans, unpackFloats, unpackIntegers } from './packed';
export { ReadMemory, type Session, type SharedRead } from './session';
export type { Fragment, Statement } from './sql';
export { batchesOf } from './stream';
export type { TransactionOptions } from './transaction';
