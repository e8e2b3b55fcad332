import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AreaKind } from './area.type';

/** A Community Safety Partnership: the tenant that every fact belongs to. */
@Entity('partnership')
export class PartnershipEntity {
  @PrimaryGeneratedColumn('identity', { type: 'smallint', generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  @Column('boolean') synthetic!: boolean;
  @Column('integer', { name: 'data_version' }) dataVersion!: number;
  @Column('integer', { name: 'open_version' }) openVersion!: number;
  @Column('integer', { name: 'release_number' }) releaseNumber!: number;
  @Column('date', { name: 'release_due' }) releaseDue!: string;
}

/**
 * Membership of a district partnership in a county; having members makes a county. Written and read through SQL only.
 */
@Entity('partnership_member')
export class PartnershipMemberEntity {
  @PrimaryColumn('smallint', { name: 'member_id' }) memberId!: number;
  @Column('smallint', { name: 'county_id' }) countyId!: number;
  @Column('boolean', { name: 'shares_records' }) sharesRecords!: boolean;
  @Column('double precision') overlap!: number;
}

/** Boundary of an area for the days that it is valid. The geometry is written and read through SQL only. */
@Entity('area')
export class AreaEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @Column('text') kind!: AreaKind;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('geometry', { spatialFeatureType: 'MultiPolygon', srid: 27700, select: false }) geom!: unknown;
  @Column('date', { name: 'valid_from', nullable: true }) validFrom!: string | null;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('text') origin!: 'IMPORTED' | 'DERIVED' | 'SYNTHETIC';
  @Column('integer', { nullable: true }) ground!: number | null;
}

/** Overlap of a ward with an SNT area or a postcode district. */
@Entity('area_overlap')
export class AreaOverlapEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('integer', { name: 'ward_id' }) wardId!: number;
  @PrimaryColumn('integer', { name: 'other_id' }) otherId!: number;
  @Column('double precision', { name: 'share_of_ward' }) shareOfWard!: number;
  @Column('double precision', { name: 'share_of_other' }) shareOfOther!: number;
}

/** Best-fit ward of an LSOA, one at any time. Written and read through SQL only. */
@Entity('lsoa_ward')
export class LsoaWardEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text', { name: 'lsoa_code' }) lsoaCode!: string;
  @PrimaryColumn('integer', { name: 'ward_id' }) wardId!: number;
}

/** Successor of an LSOA in the next census. Written and read through SQL only. */
@Entity('lsoa_change')
export class LsoaChangeEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text', { name: 'lsoa_code' }) lsoaCode!: string;
  @PrimaryColumn('text', { name: 'became_code' }) becameCode!: string;
}

/** Representative postcode of a district and hectare. Written and read through SQL only. */
@Entity('postcode_point')
export class PostcodePointEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text') district!: string;
  @PrimaryColumn('integer', { name: 'hectare_east' }) hectareEast!: number;
  @PrimaryColumn('integer', { name: 'hectare_north' }) hectareNorth!: number;
  @Column('boolean') coarse!: boolean;
  @Column('geometry', { spatialFeatureType: 'Point', srid: 27700, select: false }) geom!: unknown;
}

/** Place of the gazetteer, such as an estate or a town centre. Written and read through SQL only. */
@Entity('place')
export class PlaceEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('geometry', { spatialFeatureType: 'Geometry', srid: 27700, select: false }) geom!: unknown;
}
