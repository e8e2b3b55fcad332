export { type BackupAccount, backUp, type OnProgress } from './backup';
export { type RestoreAccount, type RestoreOptions, restore } from './restore';
