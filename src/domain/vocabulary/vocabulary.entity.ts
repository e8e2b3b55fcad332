import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { OwnDocument, ProfileDocument } from './document';

/** Kind of record of an agency. Rows, so that an installation can add its own. */
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
  /** Category under which an open source publishes the offence. */
  @Column('smallint', { name: 'published_as', nullable: true }) publishedAs!: number | null;
  /** Wider offence that it is part of; rules for that offence apply to its parts. */
  @Column('smallint', { name: 'part_of', nullable: true }) partOf!: number | null;
}

/** Code of a theme. Its id never changes, even where vocabularies define the theme differently. */
@Entity('theme')
export class ThemeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  /** Name as first given; a partnership may use another. */
  @Column('text') name!: string;
}

/** Edition of a profile, or of a partnership's own document. Viewers may not read who made it. */
@Entity('vocabulary_edition')
export class VocabularyEditionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { nullable: true }) profile!: string | null;
  @Column('smallint', { name: 'partnership_id', nullable: true }) partnershipId!: number | null;
  @Column('integer') number!: number;
  @Column('jsonb') content!: ProfileDocument | OwnDocument;
  @Column('timestamptz', { name: 'made_at' }) madeAt!: Date;
  @Column('text', { name: 'made_by' }) madeBy!: string;
}

/** Flag of incidents, stored as a bit. */
@Entity('flag')
export class FlagEntity {
  @PrimaryColumn('integer') bit!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  /** Whether the records with the flag have a protected count of their own. */
  @Column('boolean', { name: 'has_cells' }) hasCells!: boolean;
}

/** An offence whose records the protected count of a flag leaves out. */
@Entity('flag_offence')
export class FlagOffenceEntity {
  @PrimaryColumn('integer') bit!: number;
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
}

/** Offence that a source records. */
@Entity('source_offence')
export class SourceOffenceEntity {
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
  /** Closed source whose records an open source publishes under the offence; null for none. */
  @Column('smallint', { name: 'published_from', nullable: true }) publishedFrom!: number | null;
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
