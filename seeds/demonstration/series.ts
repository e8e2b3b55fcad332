import { monthlyQuotas, total } from './quotas';
import { AT_HOME, NIGHTLIFE, type Timing } from './timing';
import { type PlantedHotspot, planted, UNASSESSED } from './truth';

/** Bits of an incident's flags. */
export const FLAG = { domesticAbuse: 1, hate: 2, alcohol: 4, repeat: 8, weapon: 16 } as const;

/** Incidents that share their source, course over the months, hotspots and flags. */
export interface Series {
  name: string;
  source: 'police-incidents' | 'police-crimes' | 'road-collisions';
  /** Offences with their weights. */
  offences: readonly (readonly [offence: string, weight: number])[];
  flags: number;
  /** Incidents in each of the 24 months. */
  months: number[];
  hotspots: PlantedHotspot[];
  /** Places around which the other incidents are thinned, so that clusters part; else those of the hotspots. */
  thinnedAround?: readonly string[];
  /** Share of the other incidents that happen in the middle of towns; the rest is spread over homes. */
  inCentres?: number;
  /** The other incidents are on roads. */
  onRoads?: true;
  /** Share of the other incidents that return to an address of the series. */
  returning?: number;
  /** Instead of the offence's own timing. */
  timing?: Timing;
}

/** All incidents of the demonstration as series, from the planted truth. */
export function series(): Series[] {
  const crimes = 'police-crimes';
  return [
    {
      ...truthful('anti-social-behaviour'),
      source: 'police-incidents',
      offences: [
        ['asb-nuisance', 60],
        ['asb-personal', 25],
        ['asb-environmental', 15],
      ],
      returning: 0.05,
    },
    { ...truthful('criminal-damage'), source: crimes, offences: [['criminal-damage', 1]], returning: 0.04 },
    ...violence(),
    {
      ...truthful('domestic-burglary'),
      source: crimes,
      offences: [
        ['burglary-dwelling', 1620],
        ['burglary-distraction', 60],
      ],
      returning: 0.03,
    },
    {
      ...truthful('non-domestic-burglary'),
      source: crimes,
      offences: [['burglary-non-dwelling', 1]],
      returning: 0.04,
    },
    { ...truthful('theft-from-vehicles'), source: crimes, offences: [['theft-from-vehicle', 1]] },
    { ...truthful('theft-of-vehicles'), source: crimes, offences: [['theft-of-vehicle', 1]] },
    { ...truthful('robbery'), source: crimes, offences: [['robbery-personal', 1]] },
    {
      ...truthful('drug-misuse'),
      source: crimes,
      offences: [
        ['drug-possession', 87],
        ['drug-trafficking', 13],
      ],
    },
    {
      ...truthful('casualty-reduction'),
      source: 'road-collisions',
      offences: [['road-collision', 1]],
      onRoads: true,
    },
    { ...unassessed('other-theft'), offences: [['other-theft', 1]], inCentres: 0.25 },
    { ...unassessed('shoplifting'), offences: [['shoplifting', 1]], inCentres: 1 },
    { ...unassessed('bicycle-theft'), offences: [['bicycle-theft', 1]], inCentres: 0.3 },
    {
      ...unassessed('sexual-offences'),
      offences: [
        ['other-sexual-offence', 190],
        ['rape', 50],
      ],
    },
    { ...unassessed('theft-from-person'), offences: [['theft-from-person', 1]], inCentres: 0.6 },
  ];
}

/** Share of domestic abuse with the alcohol flag. */
const ALCOHOL_IN_DOMESTIC_ABUSE = 0.2;

/**
 * Violence in five series: domestic abuse without and with alcohol, other violence with alcohol, hate crime, and all
 * other violence, which makes up the planted total.
 */
function violence(): Series[] {
  const all = truthful('violent-crime');
  const abuse = truthful('domestic-abuse');
  const alcohol = truthful('alcohol-misuse');
  const hate = truthful('hate-crime');

  const drunkAbuse = abuse.months.map((count) => Math.round(count * ALCOHOL_IN_DOMESTIC_ABUSE));
  const drunkAbuseHotspots = scaled(abuse.hotspots, ALCOHOL_IN_DOMESTIC_ABUSE);
  const drunk = {
    months: minus(alcohol.months, drunkAbuse),
    hotspots: without(alcohol.hotspots, drunkAbuseHotspots),
  };
  const flagged = [abuse, drunk, hate];
  const source = 'police-crimes';
  const atHome: Series['offences'] = [
    ['wounding', 500],
    ['common-assault', 550],
    ['harassment', 850],
  ];

  const parts: Omit<Series, 'thinnedAround'>[] = [
    {
      name: 'domestic-abuse',
      source,
      offences: atHome,
      flags: FLAG.domesticAbuse,
      months: minus(abuse.months, drunkAbuse),
      hotspots: scaled(abuse.hotspots, 1 - ALCOHOL_IN_DOMESTIC_ABUSE),
      returning: 0.15,
      timing: AT_HOME,
    },
    {
      name: 'domestic-abuse with alcohol',
      source,
      offences: atHome,
      flags: FLAG.domesticAbuse | FLAG.alcohol,
      months: drunkAbuse,
      hotspots: drunkAbuseHotspots,
      returning: 0.15,
      timing: AT_HOME,
    },
    {
      name: 'violence with alcohol',
      source,
      offences: [
        ['wounding', 950],
        ['common-assault', 300],
        ['harassment', 37],
      ],
      flags: FLAG.alcohol,
      ...drunk,
      timing: NIGHTLIFE,
    },
    {
      ...hate,
      source,
      offences: [
        ['wounding', 20],
        ['common-assault', 30],
        ['harassment', 70],
      ],
      flags: FLAG.hate,
    },
    {
      name: 'other violence',
      source,
      offences: [
        ['wounding', 730],
        ['common-assault', 420],
        ['harassment', 543],
      ],
      flags: 0,
      months: minus(all.months, ...flagged.map((part) => part.months)),
      hotspots: without(all.hotspots, ...flagged.map((part) => part.hotspots)),
      returning: 0.03,
    },
  ];
  const thinnedAround = [...all.hotspots, ...abuse.hotspots].map((hotspot) => hotspot.place);
  return parts.map((part) => ({ ...part, thinnedAround }));
}

/** Name, course and hotspots of a theme as planted. */
export function truthful(theme: string): Pick<Series, 'name' | 'months' | 'hotspots' | 'flags'> {
  const { perYear, sixMonths, twelveMonths, seasonality, hotspots } = planted(theme);
  return {
    name: theme,
    flags: 0,
    hotspots,
    months: monthlyQuotas(theme, {
      perYear,
      sixMonths: sixMonths.change,
      twelveMonths: twelveMonths.change,
      ...seasonality,
    }),
  };
}

/** Series of crimes that no block of the assessment is about. */
function unassessed(theme: string): Omit<Series, 'offences'> {
  const course = UNASSESSED.find((entry) => entry.theme === theme);
  if (!course) throw new Error(`No volume for ${theme}`);
  const months = monthlyQuotas(theme, { ...course, peaks: [], strength: 0 });
  return { name: theme, source: 'police-crimes', flags: 0, months, hotspots: [] };
}

function minus(months: readonly number[], ...parts: readonly number[][]): number[] {
  return months.map((count, i) => {
    const rest = count - total(parts.map((part) => part[i]));
    if (rest < 0) throw new Error(`The parts are more than the whole in month ${i}`);
    return rest;
  });
}

function scaled(hotspots: readonly PlantedHotspot[], factor: number): PlantedHotspot[] {
  return hotspots.map((hotspot) => ({ ...hotspot, perYear: hotspot.perYear * factor }));
}

/** Hotspots of a theme minus those of its parts, place by place. */
function without(
  hotspots: readonly PlantedHotspot[],
  ...parts: readonly PlantedHotspot[][]
): PlantedHotspot[] {
  return hotspots.map((hotspot) => {
    const taken = parts.flat().filter((other) => other.place === hotspot.place);
    return { ...hotspot, perYear: hotspot.perYear - total(taken.map((other) => other.perYear)) };
  });
}
