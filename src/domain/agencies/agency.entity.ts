import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { AgencyKind } from './agency.type';

/** Organisation of a partnership. */
@Entity('agency')
export class AgencyEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: AgencyKind;
}
