import type { Codes } from './codes';
import type {
  FlagEntity,
  FlagOffenceEntity,
  OffenceEntity,
  SourceEntity,
  SourceOffenceEntity,
  ThemeEntity,
} from './vocabulary.entity';

/** The coded things that all partnerships of an installation share. */
export interface Installation {
  sources: Codes<SourceEntity>;
  offences: Codes<OffenceEntity>;
  flags: FlagEntity[];
  flagOffences: FlagOffenceEntity[];
  sourceOffences: SourceOffenceEntity[];
  /** Every code that a vocabulary has or had, so that what refers to it can name it. */
  themeCodes: Codes<ThemeEntity>;
}
