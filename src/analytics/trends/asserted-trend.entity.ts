import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of what people say of the trend of a theme in a period. Viewers read `shown_asserted_trend`. */
@Entity('asserted_trend')
export class AssertedTrendEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @PrimaryColumn('date', { name: 'period_from' }) periodFrom!: string;
  @PrimaryColumn('date', { name: 'period_to' }) periodTo!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') value!: string;
  @Column('text') reason!: string;
  @Column('text', { name: 'asserted_by' }) assertedBy!: string;
  @Column('timestamptz', { name: 'asserted_at' }) assertedAt!: Date;
}
