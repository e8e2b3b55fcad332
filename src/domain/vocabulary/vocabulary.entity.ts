import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Source: kind of record of an agency. Stored as rows, so that a partnership can add its own. */
@Entity('source')
export class SourceEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  @Column('text') agency!: string;
  @Column('smallint', { name: 'statutory_number', nullable: true }) statutoryNumber!: number | null;
  @Column('text') access!: 'OPEN' | 'CLOSED';
  @Column('text') resolution!: 'MINUTE' | 'DAY' | 'MONTH';
  @Column('boolean') snapped!: boolean;
  @Column('boolean', { name: 'adds_to_themes' }) addsToThemes!: boolean;
  @Column('boolean', { name: 'by_default' }) byDefault!: boolean;
}

/** Kind of offence or incident. */
@Entity('offence')
export class OffenceEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) denominator!: string | null;
  @Column('boolean') sensitive!: boolean;
  /** ICD-10 block of a diagnosis; null for other offences. */
  @Column('text', { name: 'icd_block', nullable: true }) icdBlock!: string | null;
}

/** Theme of the strategic assessment; themes nest and overlap. */
@Entity('theme')
export class ThemeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'theme_group', nullable: true }) group!: string | null;
  @Column('smallint', { name: 'parent_id', nullable: true }) parentId!: number | null;
  @Column('text', { array: true }) aliases!: string[];
  @Column('integer') flags!: number;
  @Column('boolean') sensitive!: boolean;
}

/** Flag of incidents, stored as a bit. */
@Entity('flag')
export class FlagEntity {
  @PrimaryColumn('integer') bit!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
}

/** Theme that an offence belongs to. */
@Entity('offence_theme')
export class OffenceThemeEntity {
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
}

/** Offence that a source records. */
@Entity('source_offence')
export class SourceOffenceEntity {
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
  /** Closed source whose records an open source publishes under the offence; null for none. */
  @Column('smallint', { name: 'published_from', nullable: true }) publishedFrom!: number | null;
}

/** Coverage of a theme by a source; no row means NONE. */
@Entity('source_theme')
export class SourceThemeEntity {
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @Column('text') coverage!: 'EXACT' | 'PARENT_ONLY';
}

/** Outcome of an incident, in the words of its source. */
@Entity('outcome')
export class OutcomeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  /** Whether an open source has delivered it. */
  @Column('boolean') open!: boolean;
}
