import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Edition of an index of harm or cost. */
@Entity('weight_set')
export class WeightSetEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('smallint') version!: number;
  @Column('text') name!: string;
  @Column('text') unit!: string;
  @Column('text') source!: string;
}

/** Weight of one incident of an offence; no row where it is unknown. */
@Entity('offence_weight')
export class OffenceWeightEntity {
  @PrimaryColumn('smallint', { name: 'weight_set_id' }) weightSetId!: number;
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
  @Column('double precision') weight!: number;
}
