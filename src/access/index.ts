export {
  type AuditEntry,
  purgeAudit,
  type StoredAuditLine,
  selectAudit,
  selectOwnAudit,
  writeAudit,
} from './audit.queries';
export { AuditResolver } from './audit.resolver';
export { AuditKeeper } from './audit-keeper';
export { FreeText, ONE_LINE } from './free-text';
export { RequestContext, session } from './gate';
export { Keyring } from './keyring';
export {
  createKey,
  type KeyLine,
  listKeys,
  type NewKey,
  replaceKey,
  revokeKey,
  revokeKeysNamed,
  rotateKey,
} from './keys.queries';
export { Node, NodeId, nodeOf } from './node.type';
export { NodeIds, type NodeKind, type NodeReference } from './node-ids';
export { nodeIdsOf } from './node-ids.queries';
export { type PersonalData, personalColumn, personalContent, personalText } from './personal-data';
export {
  type CountyMember,
  canAdminister,
  canEdit,
  canHandlePeople,
  canReadExactCounts,
  canReadLedger,
  canReadRecords,
  canSubmit,
  lacksAgency,
  PUBLIC_VIEWER,
  ROLES,
  type Role,
  rightsOf,
  SCOPES,
  type Scope,
  type Viewer,
} from './viewer';
