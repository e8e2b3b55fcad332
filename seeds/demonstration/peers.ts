import type { PeerLine, RecordedCrimeLine } from '../../src/analytics/trends';
import { PARTNERSHIP } from './boundaries';
import { partnershipFigures } from './population';
import { apportion, MONTHS, total } from './quotas';
import { random } from './random';
import { series } from './series';

/**
 * Most similar group of the demonstration: fourteen invented partnerships, with invented recorded crime of July 2007 to
 * June 2009, in which the demonstration takes the position that the assessment of October 2009 describes.
 */

/** Position of the partnership in its group, theme by theme. */
export interface PeerTruth {
  theme: string;
  /** Cell "Current MSG performance" of the threat/risk matrix; `*` is unknown. */
  printed: '1' | '2' | '3' | '*';
  /** Score of the recorded crime of July 2008 to June 2009, and of every half-year. */
  score: 1 | 2 | 3;
  /** Place among the fifteen, where one is planted: 1 has the highest rate. */
  rank?: number;
  note?: string;
}

/**
 * Themes that recorded crime covers. The document's block on non-domestic burglary agrees in words: it remains a
 * priority because of, among other things, the position compared to the average of the group.
 */
export const PEER_TRUTH: readonly PeerTruth[] = [
  { theme: 'serious-acquisitive-crime', printed: '3', score: 3 },
  { theme: 'bicycle-theft', printed: '2', score: 2 },
  { theme: 'domestic-burglary', printed: '2', score: 2 },
  { theme: 'non-domestic-burglary', printed: '3', score: 3, rank: 2 },
  { theme: 'robbery', printed: '2', score: 2 },
  { theme: 'theft-from-person', printed: '1', score: 1 },
  { theme: 'theft-of-vehicles', printed: '2', score: 2 },
  { theme: 'theft-from-vehicles', printed: '3', score: 3, rank: 2 },
  { theme: 'violent-crime', printed: '3', score: 3 },
  { theme: 'wounding', printed: '3', score: 3, rank: 2 },
  {
    theme: 'common-assault',
    printed: '*',
    score: 2,
    note: 'The document does not know; the group is alike.',
  },
  {
    theme: 'sexual-offences',
    printed: '*',
    score: 2,
    note: 'The document does not know; the group is alike.',
  },
  { theme: 'criminal-damage', printed: '2', score: 2 },
];

/** Themes of the matrix that recorded crime does not cover. */
export const NOT_TOLD_BY_RECORDED_CRIME: readonly string[] = [
  'domestic-abuse',
  'anti-social-behaviour',
  'hate-crime',
  'casualty-reduction',
  'reducing-reoffending',
  'public-confidence',
];

/** Name of an offence in the table, its denominator, and the partnership's rate relative to the group's. */
interface Recorded {
  offence: string;
  code: string;
  subgroup: string;
  per: 'residents' | 'households' | 'vehicles' | 'premises';
  /** Rate of the partnership as a multiple of the group's; 1 where nothing else is planted. */
  multiple?: number;
  /** Number of peers with a higher rate; left to chance where not given. */
  ahead?: number;
}

const RECORDED: readonly Recorded[] = [
  { offence: 'burglary-dwelling', code: '28A', subgroup: 'Domestic burglary', per: 'households' },
  { offence: 'burglary-distraction', code: '28C', subgroup: 'Domestic burglary', per: 'households' },
  {
    offence: 'burglary-non-dwelling',
    code: '30A',
    subgroup: 'Non-domestic burglary',
    per: 'premises',
    multiple: 1.22,
    ahead: 1,
  },
  { offence: 'robbery-personal', code: '34B', subgroup: 'Robbery of personal property', per: 'residents' },
  { offence: 'theft-of-vehicle', code: '48', subgroup: 'Vehicle offences', per: 'vehicles' },
  {
    offence: 'theft-from-vehicle',
    code: '45',
    subgroup: 'Vehicle offences',
    per: 'vehicles',
    multiple: 1.24,
    ahead: 1,
  },
  { offence: 'bicycle-theft', code: '44', subgroup: 'Bicycle theft', per: 'residents' },
  {
    offence: 'theft-from-person',
    code: '39',
    subgroup: 'Theft from the person',
    per: 'residents',
    multiple: 0.66,
  },
  { offence: 'shoplifting', code: '46', subgroup: 'Shoplifting', per: 'premises' },
  { offence: 'other-theft', code: '49', subgroup: 'Other theft offences', per: 'residents' },
  {
    offence: 'wounding',
    code: '8G',
    subgroup: 'Violence with injury',
    per: 'residents',
    multiple: 1.24,
    ahead: 1,
  },
  { offence: 'common-assault', code: '105A', subgroup: 'Violence without injury', per: 'residents' },
  {
    offence: 'harassment',
    code: '8L',
    subgroup: 'Violence without injury',
    per: 'residents',
    multiple: 1.08,
  },
  { offence: 'rape', code: '19C', subgroup: 'Rape', per: 'residents' },
  { offence: 'other-sexual-offence', code: '20A', subgroup: 'Other sexual offences', per: 'residents' },
  { offence: 'criminal-damage', code: '58A', subgroup: 'Criminal damage', per: 'residents' },
  { offence: 'drug-possession', code: '92E', subgroup: 'Possession of drugs', per: 'residents' },
  { offence: 'drug-trafficking', code: '92A', subgroup: 'Trafficking of drugs', per: 'residents' },
];

/** Year of the edition. */
const GROUP_YEAR = 2008;
/**
 * Relative standard deviation of the peers' rates about their mean. Peers that differ more would make the second highest
 * rate of fifteen a usual one.
 */
const SPREAD = 0.02;

type Peer = Omit<PeerLine, 'residents' | 'households' | 'vehicles' | 'premises'> &
  Record<Recorded['per'], number>;

/** The group: the partnership itself and fourteen peers of about its size. */
export function peers(): Peer[] {
  const own = partnershipFigures();
  const invented = Array.from({ length: 14 }, (_, i) => {
    const letter = String.fromCharCode(65 + i);
    const noise = random(`peer ${letter}`);
    const size = 0.7 + 0.6 * noise.next();
    const like = (figure: number) => Math.round(figure * size * (1 + 0.01 * noise.bell()));
    return {
      code: `DEMO-P${String(i + 1).padStart(2, '0')}`,
      name: `Demonstration peer ${letter} (synthetic)`,
      residents: like(own.residents),
      households: like(own.households),
      vehicles: like(own.vehicles),
      premises: like(own.premises),
    };
  });
  const self = { code: PARTNERSHIP.code, name: PARTNERSHIP.name, ...own };
  return [self, ...invented].map((peer, i) => ({ line: i + 1, year: GROUP_YEAR, ...peer }));
}

/** First days of the quarters with records of the demonstration. */
const QUARTERS = MONTHS.filter((_, i) => i % 3 === 0).map((month) => `${month}-01`);

/** The partnership's own crimes by offence and quarter. */
function ownCrime(): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const { source, offences, months } of series()) {
    if (source !== 'police-crimes') continue;
    QUARTERS.forEach((_, quarter) => {
      const inQuarter = total(months.slice(3 * quarter, 3 * quarter + 3));
      const parts = apportion(
        inQuarter,
        offences.map(([, weight]) => weight),
      );
      offences.forEach(([offence], i) => {
        const own = counts.get(offence) ?? QUARTERS.map(() => 0);
        own[quarter] += parts[i];
        counts.set(offence, own);
      });
    });
  }
  return counts;
}

/** Rates of the peers as multiples of their mean: spread at random, with a given number of them beyond a bound. */
function multiples(offence: string, peerCount: number, bound: number, ahead: number | undefined): number[] {
  const noise = random(`peers' ${offence}`);
  const drawn = Array.from({ length: peerCount }, () =>
    Math.max(0.6, Math.min(1.4, 1 + SPREAD * noise.bell())),
  );
  if (ahead === undefined) return drawn;
  const order = drawn.map((_, i) => i).sort((a, b) => drawn[b] - drawn[a]);
  order.forEach((peer, place) => {
    if (place < ahead) drawn[peer] = bound * (1.06 - 0.01 * place);
    else drawn[peer] = Math.min(drawn[peer], bound * 0.9);
  });
  return drawn;
}

/**
 * Recorded crime of the group by quarter. The peers share the partnership's seasons and trends; over all quarters the
 * partnership's rate is the planted multiple of the group's.
 */
export function recordedCrime(): RecordedCrimeLine[] {
  const group = peers();
  const [self, ...others] = group;
  const own = ownCrime();
  const rows: Omit<RecordedCrimeLine, 'line'>[] = [];
  for (const { offence, code, subgroup, per, multiple = 1, ahead } of RECORDED) {
    const counts = own.get(offence)!;
    const size = total(group.map((peer) => peer[per]));
    const inGroup = (total(counts) / self[per] / multiple) * size;
    const theirs = inGroup - total(counts);
    const common = theirs / (size - self[per]);
    const bound = total(counts) / self[per] / common;
    const factors = multiples(offence, others.length, bound, ahead);
    const weights = others.map((peer, i) => peer[per] * factors[i]);
    const shares = apportion(Math.round(theirs), weights);
    const crime = (peerCode: string, byQuarter: number[]) =>
      QUARTERS.forEach((quarter, q) => {
        rows.push({ peerCode, quarter, offenceCode: code, offenceSubgroup: subgroup, n: byQuarter[q] });
      });
    crime(self.code, counts);
    others.forEach((peer, i) => {
      crime(peer.code, apportion(shares[i], counts));
    });
  }
  return rows.map((row, i) => ({ ...row, line: i + 1 }));
}
