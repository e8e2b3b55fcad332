import type { Partnership } from '../../domain/areas';
import type { OffenceEntity, Vocabulary } from '../../domain/vocabulary';
import { type Period, yearsIn } from '../../platform/calendar';
import { poissonInterval } from '../../platform/statistics';
import { type Denominator, denominatorName } from './denominator.type';
import { type Positions, positionsOf } from './funnel';
import type { FunnelPosition } from './funnel.type';
import type { PeerEntity } from './peer.entity';
import { quartersIn } from './peer-window';
import type { RecordedCount } from './peers.queries';
import type { PeerRate } from './peers.type';
import { type ChosenDenominator, chooseDenominator } from './rates';

/** Recorded crime of a partnership's most similar group in a window, of all offences. */
export interface GroupRecord {
  partnership: Partnership;
  members: PeerEntity[];
  window: Period;
  counts: RecordedCount[];
  vocabulary: Vocabulary;
}

/** Recorded crime of a group, and the offences that are compared; null: all crime. */
export interface RecordedCrime extends GroupRecord {
  offences: OffenceEntity[] | null;
}

/** A member with its exposure: thousands of the denominator times years. */
type MemberRow = PeerRate & { exposure: number };

/** Count and rate of a member, or why it has no rate. */
function memberRow(
  { counts, offences, window }: RecordedCrime,
  member: PeerEntity,
  denominator: Denominator | null,
): MemberRow {
  const own = counts.filter(({ peer_code }) => peer_code === member.code);
  const delivered = new Set(own.map(({ quarter }) => quarter)).size;
  const expected = quartersIn(window);
  const counted = own
    .filter(({ offence_id }) => !offences || offences.some(({ id }) => id === offence_id))
    .reduce((sum, { n }) => sum + n, 0);
  const count = delivered === expected ? counted : null;
  const population = denominator && member[denominatorName(denominator) as 'residents'];
  const because =
    count === null
      ? `Its recorded crime is there for ${delivered} of ${expected} quarters.`
      : count < 0
        ? 'More was taken back than recorded in these quarters.'
        : !denominator
          ? 'These offences have no denominator. Choose one with denominator.'
          : population === null
            ? `Its ${denominatorName(denominator)} are not in the file of the group.`
            : population === 0
              ? `It has no ${denominatorName(denominator)}.`
              : null;
  const exposure = because === null ? (population! / 1000) * yearsIn(window) : 0;
  const { lower, upper } = because === null ? poissonInterval(count!) : { lower: 0, upper: 0 };
  return {
    code: member.code,
    name: member.name,
    count,
    population,
    rate: because === null ? count! / exposure : null,
    lower: because === null ? lower / exposure : null,
    upper: because === null ? upper / exposure : null,
    position: null,
    poissonPosition: null,
    rank: null,
    withoutRateBecause: because,
    exposure,
  };
}

/** Score of a position in the funnel: 1 better, 2 within, 3 worse. */
const SCORE: Record<FunnelPosition, number> = {
  BELOW_99_8: 1,
  BELOW_95: 1,
  WITHIN: 2,
  ABOVE_95: 3,
  ABOVE_99_8: 3,
};

/** Members by rate: those with a rate first, the highest first. */
export interface Standing {
  rows: MemberRow[];
  own: MemberRow | undefined;
  pooledRate: number | null;
  chosen: ChosenDenominator;
  funnel: Pick<Positions, 'parameters' | 'caveats'>;
}

/**
 * Ranks the members of a group by their rates.
 *
 * @param given denominator; null: the one of the offences
 */
export function standingOf(recorded: RecordedCrime, given: Denominator | null): Standing {
  const { partnership, members, counts, offences, vocabulary } = recorded;
  const seen = new Set(counts.map(({ offence_id }) => offence_id));
  const counted = (offences ?? vocabulary.offences.all).filter(({ id }) => seen.has(id));
  const chosen = given
    ? { denominator: given, caveats: [] }
    : chooseDenominator(offences ?? vocabulary.offences.all, counted);

  const rows = members.map((member) => memberRow(recorded, member, chosen.denominator));
  const pool = rows.filter(({ rate }) => rate !== null).sort((a, b) => b.rate! - a.rate!);
  const exposure = pool.reduce((sum, row) => sum + row.exposure, 0);
  const pooledRate = exposure > 0 ? pool.reduce((sum, row) => sum + row.count!, 0) / exposure : null;
  const { positions, poissonPositions, ...funnel } = positionsOf(
    pool.map(({ count, exposure: own }) => ({ count: count!, exposure: own })),
    pooledRate ?? 0,
    'members of the group',
  );
  pool.forEach((row, i) => {
    row.position = positions[i];
    row.poissonPosition = poissonPositions[i];
    row.rank = 1 + pool.filter(({ rate }) => rate! > row.rate!).length;
  });
  return {
    rows: [...pool, ...rows.filter(({ rate }) => rate === null)],
    own: rows.find(({ code }) => code === partnership.code),
    pooledRate,
    chosen,
    funnel,
  };
}

/** Score of the partnership itself; null where it has no position. */
export const scoreOf = ({ own }: Standing) => (own?.position ? SCORE[own.position] : null);
