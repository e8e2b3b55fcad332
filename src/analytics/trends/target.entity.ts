import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many incidents of a theme a partnership aims at in a period. */
@Entity('target')
export class TargetEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @PrimaryColumn('date', { name: 'period_from' }) periodFrom!: string;
  @PrimaryColumn('date', { name: 'period_to' }) periodTo!: string;
  @Column('text') aim!: 'AT_MOST' | 'AT_LEAST';
  @Column('integer') count!: number;
  @Column('integer') version!: number;
  @Column('text', { name: 'set_by' }) setBy!: string;
  @Column('timestamptz', { name: 'set_at' }) setAt!: Date;
}
