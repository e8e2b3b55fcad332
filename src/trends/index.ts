export { Change, changeBetween } from './change';
export { PeerEntity, RecordedCrimeEntity, RecordedOffenceEntity } from './peer.entity';
export { TargetEntity } from './target.entity';
export { Comparison, type Windows, windowsFor } from './windows';
