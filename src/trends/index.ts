export { Change, changeBetween } from './change';
export { PeerEntity, RecordedCrimeEntity, RecordedOffenceEntity } from './peer.entity';
export { AreaRateResolver } from './rates.resolver';
export { TargetEntity } from './target.entity';
export { Comparison, type Windows, windowsFor } from './windows';
