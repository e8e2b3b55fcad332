import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Stretches } from '../../../platform/calendar';
import { MULTIRANGE } from './multirange';

/** The months that a source has delivered for a partnership, holes left out. */
@Entity('source_coverage')
export class SourceCoverageEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @Column('date', { name: 'first_month' }) firstMonth!: string;
  @Column('date', { name: 'last_month' }) lastMonth!: string;
  /** Days of the delivered months. */
  @Column('datemultirange', { transformer: MULTIRANGE }) delivered!: Stretches;
}
