import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published series of figures about a partnership. */
@Entity('indicator')
export class IndicatorEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') unit!: string;
  @Column('text') frequency!: 'MONTH' | 'QUARTER' | 'YEAR';
  @Column('boolean', { name: 'higher_is_better' }) higherIsBetter!: boolean;
  @Column('text') source!: string;
  @Column('text') licence!: string;
}

/** A figure of an indicator; its period has the length of the indicator's frequency. */
@Entity('indicator_value')
export class IndicatorValueEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('date', { name: 'period_from' }) periodFrom!: string;
  @Column('double precision') value!: number;
  /** Number of cases that the figure is made of; null, as the denominator, where that was not published. */
  @Column('double precision', { nullable: true }) numerator!: number | null;
  /** Number of those who could have been cases. */
  @Column('double precision', { nullable: true }) denominator!: number | null;
}
