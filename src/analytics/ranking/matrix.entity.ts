import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { MatrixKind } from './matrix.type';
import type { Rule } from './scores';

/** Column of a matrix, with its scale. */
@Entity('matrix_criterion')
export class MatrixCriterionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  /** Partnership that the criterion belongs to; null: all partnerships. */
  @Column('smallint', { name: 'partnership_id', nullable: true }) partnershipId!: number | null;
  @Column('text') matrix!: MatrixKind;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('smallint') least!: number;
  @Column('smallint') greatest!: number;
  /** Rule that computes its cells; null where only people can judge. */
  @Column('text', { nullable: true }) rule!: Rule | null;
  @Column('text', { name: 'judged_because', nullable: true }) judgedBecause!: string | null;
  @Column('date', { nullable: true }) since!: string | null;
}

/** Version of a judgement for a cell. Viewers read `shown_asserted_cell`. */
@Entity('asserted_cell')
export class AssertedCellEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('date', { name: 'period_from' }) periodFrom!: string;
  @PrimaryColumn('date', { name: 'period_to' }) periodTo!: string;
  @PrimaryColumn('smallint', { name: 'criterion_id' }) criterionId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @PrimaryColumn('integer') version!: number;
  @Column('smallint', { nullable: true }) value!: number | null;
  @Column('text') reason!: string;
  @Column('text', { name: 'asserted_by' }) assertedBy!: string;
  @Column('timestamptz', { name: 'asserted_at' }) assertedAt!: Date;
}
