import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Distinct location of one or more incidents. Written and read through SQL only. */
@Entity('location')
export class LocationEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('double precision') longitude!: number;
  @Column('double precision') latitude!: number;
  @Column('double precision') easting!: number;
  @Column('double precision') northing!: number;
  @Column('geometry', { spatialFeatureType: 'Point', srid: 27700, select: false }) geom!: unknown;
  @Column('boolean') snapped!: boolean;
  @Column('boolean') open!: boolean;
  /** Street or place that the publisher calls it by. */
  @Column('text', { nullable: true }) name!: string | null;
}

/** Area that contains a location, one of each kind and boundary version. */
@Entity('location_area')
export class LocationAreaEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('integer', { name: 'location_id' }) locationId!: number;
  @PrimaryColumn('integer', { name: 'area_id' }) areaId!: number;
  @Column('text') kind!: string;
  @Column('boolean') open!: boolean;
}

/** One incident of one source. */
@Entity('incident')
export class IncidentEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('smallint', { name: 'source_id' }) sourceId!: number;
  @Column('smallint', { name: 'offence_id' }) offenceId!: number;
  @Column('integer', { name: 'location_id', nullable: true }) locationId!: number | null;
  @Column('text', { name: 'postcode_district', nullable: true }) postcodeDistrict!: string | null;
  @Column('timestamptz', { name: 'occurred_from' }) occurredFrom!: Date;
  @Column('timestamptz', { name: 'occurred_to' }) occurredTo!: Date;
  @Column('date') month!: string;
  @Column('text') precision!: 'MINUTE' | 'DAY' | 'MONTH';
  @Column('smallint', { name: 'outcome_id', nullable: true }) outcomeId!: number | null;
  @Column('smallint', { name: 'stated_outcome_id', nullable: true }) statedOutcomeId!: number | null;
  @Column('uuid', { name: 'outcome_key', nullable: true }) outcomeKey!: string | null;
  @Column('integer') flags!: number;
  @Column('text', { nullable: true }) reference!: string | null;
  @Column('uuid') fingerprint!: string;
  @Column('integer', { name: 'submission_id', nullable: true }) submissionId!: number | null;
  @Column('smallint', { array: true, nullable: true }) casualties!: number[] | null;
}

/** Later delivery that contains an incident which belongs to an earlier one. */
@Entity('incident_redelivery')
export class IncidentRedeliveryEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('bigint', { name: 'incident_id' }) incidentId!: number;
  @PrimaryColumn('integer', { name: 'submission_id' }) submissionId!: number;
}

/** Outcome event of an incident, which may be delivered before the incident itself. */
@Entity('incident_outcome')
export class IncidentOutcomeEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @PrimaryColumn('uuid', { name: 'outcome_key' }) outcomeKey!: string;
  @PrimaryColumn('date') month!: string;
  @PrimaryColumn('smallint', { name: 'outcome_id' }) outcomeId!: number;
  @PrimaryColumn('integer') ordinal!: number;
}

/** Number of incidents by location, month, source, offence and flags, and by agency, one row per combination; read by analytics. */
@Entity('incident_count')
export class IncidentCountEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('date') month!: string;
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @PrimaryColumn('smallint', { name: 'offence_id' }) offenceId!: number;
  @PrimaryColumn('integer') flags!: number;
  @Column('integer', { name: 'location_id', nullable: true }) locationId!: number | null;
  @Column('text', { name: 'postcode_district', nullable: true }) postcodeDistrict!: string | null;
  @PrimaryColumn('smallint', { name: 'agency_id' }) agencyId!: number;
  @Column('integer') n!: number;
}
