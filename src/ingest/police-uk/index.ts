import { type Format, incidents, outcomes } from '../reading/formats';
import { outcomesReader } from './outcomes';
import { stopSearchReader } from './stop-search';
import { streetReader } from './street';

/** Supported formats of data.police.uk. */
export const POLICE_UK: Format<object>[] = [
  incidents(streetReader),
  outcomes(outcomesReader),
  incidents(stopSearchReader),
];
