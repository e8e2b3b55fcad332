/** An agency of the demonstration; the kinds are those of the product. */
export interface AgencySeed {
  code: string;
  name: string;
  kind: 'PARTNERSHIP' | 'POLICE' | 'FIRE_AND_RESCUE' | 'LOCAL_AUTHORITY' | 'HEALTH' | 'PROBATION' | 'OTHER';
}

/** Agencies that own the recommendations of the assessment of 2009 or deliver records. */
export const AGENCIES: readonly AgencySeed[] = [
  { code: 'csp', name: 'Community Safety Partnership', kind: 'PARTNERSHIP' },
  { code: 'police', name: 'Bedfordshire Police', kind: 'POLICE' },
  { code: 'fire', name: 'Bedfordshire Fire and Rescue Service', kind: 'FIRE_AND_RESCUE' },
  { code: 'local-authority', name: 'Central Bedfordshire Council', kind: 'LOCAL_AUTHORITY' },
  { code: 'health', name: 'Bedfordshire Primary Care Trust', kind: 'HEALTH' },
  { code: 'probation', name: 'Bedfordshire Probation', kind: 'PROBATION' },
  { code: 'youth-offending', name: 'Youth Offending Service', kind: 'OTHER' },
  { code: 'domestic-abuse', name: 'Bedfordshire Domestic Abuse Partnership', kind: 'OTHER' },
  { code: 'hate-crime', name: 'Hate Crime Partnership', kind: 'OTHER' },
];
