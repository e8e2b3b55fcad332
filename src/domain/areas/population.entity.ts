import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AreaKind } from './area.type';

/**
 * Population figure of an area: residents of an age band, sex and ethnicity (null: all), households, vehicles or
 * premises. Rows with equal systems and equal nulls form one complete table; tables are never added up. The database
 * keeps one row per combination.
 */
@Entity('population')
export class PopulationEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text') measure!: 'RESIDENTS' | 'HOUSEHOLDS' | 'VEHICLES' | 'PREMISES';
  @PrimaryColumn('text', { name: 'area_kind' }) areaKind!: AreaKind;
  @PrimaryColumn('text', { name: 'area_code' }) areaCode!: string;
  @PrimaryColumn('smallint') year!: number;
  /** TEN_YEAR: AGE_0_9, AGE_10_19, … AGE_70_79, AGE_80_PLUS. */
  @Column('text', { name: 'age_band_system', nullable: true }) ageBandSystem!: string | null;
  @Column('text', { name: 'age_band', nullable: true }) ageBand!: string | null;
  @Column('text', { nullable: true }) sex!: 'FEMALE' | 'MALE' | null;
  @Column('text', { name: 'ethnicity_system', nullable: true }) ethnicitySystem!: string | null;
  @Column('text', { nullable: true }) ethnicity!: string | null;
  @Column('integer') n!: number;
  @Column('boolean') estimated!: boolean;
}
