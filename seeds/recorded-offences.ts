/** Which offence of ours the codes and subgroups of the recorded-crime tables are. */
export interface RecordedOffenceSeed {
  /** Code in the vocabulary. */
  offence: string;
  /** Offence codes, as the Home Office's counting rules number them. They decide before the subgroup. */
  codes?: string[];
  /** Subgroups all of whose offences are this one, whatever their code. */
  subgroups?: string[];
}

/**
 * The offences of the Home Office's open tables by partnership, as far as they are one of ours. Codes are those of the
 * counting rules from 2002 on: burglary was numbered anew in 2017 and in 2023, assault in 2012. What is neither in a
 * subgroup nor a code below is counted as crime, but belongs to no theme: threats, kidnapping, deaths by driving,
 * interference with vehicles, fraud, crimes against society.
 */
export const RECORDED_OFFENCES: readonly RecordedOffenceSeed[] = [
  { offence: 'homicide', codes: ['1', '4.1', '4.2', '4/1', '4/2'], subgroups: ['Homicide'] },
  {
    offence: 'wounding',
    codes: ['2', '5', '5A', '5B', '5C', '5D', '5E', '8A', '8D', '8F', '8G', '8H', '8J', '8N', '8P', '8S'],
  },
  { offence: 'common-assault', codes: ['104', '104A', '104B', '105A', '105B'] },
  {
    offence: 'harassment',
    codes: ['8C', '8E', '8L', '8M', '8Q', '8R'],
    subgroups: ['Stalking and harassment'],
  },
  { offence: 'rape', subgroups: ['Rape'] },
  { offence: 'other-sexual-offence', subgroups: ['Other sexual offences'] },
  { offence: 'robbery-personal', codes: ['34B'], subgroups: ['Robbery of personal property'] },
  { offence: 'robbery-business', codes: ['34A'], subgroups: ['Robbery of business property'] },
  { offence: 'burglary-distraction', codes: ['28C', '28D', '28G', '28H', '28K', '28L'] },
  {
    offence: 'burglary-dwelling',
    codes: ['28', '28A', '28B', '28E', '28F', '29', '29A'],
    subgroups: ['Domestic burglary', 'Residential burglary'],
  },
  {
    offence: 'burglary-non-dwelling',
    codes: ['30', '30A', '30B', '30C', '30D', '31', '31A'],
    subgroups: ['Non-domestic burglary', 'Non-residential burglary'],
  },
  { offence: 'theft-of-vehicle', codes: ['37.2', '37/2', '48'] },
  { offence: 'theft-from-vehicle', codes: ['45'] },
  { offence: 'theft-from-person', codes: ['39'], subgroups: ['Theft from the person'] },
  { offence: 'bicycle-theft', codes: ['44'], subgroups: ['Bicycle theft'] },
  { offence: 'shoplifting', codes: ['46'], subgroups: ['Shoplifting'] },
  { offence: 'other-theft', subgroups: ['All other theft offences', 'Other theft offences'] },
  { offence: 'arson', codes: ['56', '56A', '56B'], subgroups: ['Arson'] },
  {
    offence: 'criminal-damage',
    codes: ['57', '58A', '58B', '58C', '58D', '58J', '59'],
    subgroups: ['Criminal damage'],
  },
  { offence: 'drug-trafficking', codes: ['92A'], subgroups: ['Trafficking of drugs'] },
  { offence: 'drug-possession', codes: ['92C', '92D', '92E'], subgroups: ['Possession of drugs'] },
  { offence: 'weapons-possession', subgroups: ['Possession of weapons offences', 'Possession of weapons'] },
  { offence: 'public-order', subgroups: ['Public order offences', 'Public order'] },
];
