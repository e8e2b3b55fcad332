export { Change, changeBetween } from './change';
export { PeerEntity, RecordedCrimeEntity } from './peer.entity';
export {
  type PeerLine,
  type RecordedCrimeLine,
  selectPeers,
  storePeers,
  storeRecordedCrime,
} from './peers.queries';
export { PeerResolver } from './peers.resolver';
export { AreaRateResolver } from './rates.resolver';
export { TargetEntity } from './target.entity';
export { TargetAim } from './target.type';
export { storeTarget } from './targets.queries';
export { TargetResolver } from './targets.resolver';
export { Comparison, type Windows, windowsFor } from './windows';
