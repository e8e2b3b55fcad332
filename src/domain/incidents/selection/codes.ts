import type { Session } from '../../../platform/database';
import { requireCode, requireCodes } from '../../../platform/errors';
import {
  type OffenceEntity,
  OutcomeEntity,
  type SourceEntity,
  type ThemeEntity,
  type Vocabulary,
} from '../../vocabulary';
import type { IncidentFilter } from './filter.input';

/** Rows of the vocabulary that a filter names by code; empty where it does not narrow by them. */
export interface FilterCodes {
  /** Sources named; without any, those that add to themes where themes are named, else all. */
  sources: SourceEntity[];
  themes: ThemeEntity[];
  offences: OffenceEntity[];
  /** Bits of the flags; 0 where none is named. */
  flags: number;
  outcomes: OutcomeEntity[];
}

/**
 * Resolves the codes of a filter.
 *
 * @throws Problem BAD_USER_INPUT that lists the allowed codes.
 */
export async function resolveCodes(
  session: Session,
  where: IncidentFilter,
  vocabulary: Vocabulary,
): Promise<FilterCodes> {
  return {
    sources: sourcesOf(where, vocabulary),
    themes: requireCodes('themes', where.themes ?? [], vocabulary.themes.all),
    offences: requireCodes('offences', where.offences ?? [], vocabulary.offences.all),
    flags: flagMask(where.flags ?? [], vocabulary),
    outcomes: where.outcomes?.length
      ? requireCodes(
          'outcomes',
          where.outcomes,
          await session.manager.find(OutcomeEntity, { order: { id: 'ASC' } }),
        )
      : [],
  };
}

function sourcesOf({ sources, themes }: IncidentFilter, vocabulary: Vocabulary): SourceEntity[] {
  const all = vocabulary.sources.all;
  if (sources?.length) return requireCodes('sources', sources, all);
  return themes?.length ? all.filter((source) => source.addsToThemes) : all;
}

function flagMask(codes: string[], { flags }: Vocabulary): number {
  return codes.reduce((mask, code, i) => mask | requireCode(`flags[${i}]`, code, flags).bit, 0);
}
