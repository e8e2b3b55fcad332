/**
 * Facts of the demonstration, by construction. The blocks follow the theme blocks in the executive summary of the
 * Central Bedfordshire Strategic Assessment of October 2009: `printed` is the text of a block, `planted` the
 * generator's version of it. Analytics are right about the demonstration where they find the planted facts.
 *
 * The analysed period is January to June 2009. Where the document gives no number, the volume is invented, and sizes of
 * change are chosen well clear of the thresholds of the classification.
 */

/** Class of a comparison of two periods, as in the product's classification of change. */
export type Classification =
  | 'DETERIORATING'
  | 'POSSIBLY_DETERIORATING'
  | 'STABLE'
  | 'POSSIBLY_IMPROVING'
  | 'IMPROVING';

/** Spring is March to May, and so on. */
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

/** Change in the records between two periods. */
export interface PlantedChange {
  /** Relative change of the count against the earlier period, but for rounding by an incident or two. */
  change: number;
  /** Class that the product finds, by counts and by counts per day alike. */
  classification: Classification;
}

/** A place where a theme's incidents gather. */
export interface PlantedHotspot {
  /** The document's words for it. */
  printed: string;
  /** Name in the gazetteer. */
  place: string;
  /** Incidents there in an average year. Clusters also catch some of the thin background. */
  perYear: number;
  /** Where given, the incidents are in streets at this distance from the place, metres, and not in its middle. */
  ring?: { from: number; to: number };
}

/** Planted facts of a theme. */
export interface Planted {
  /** Incidents in an average year of July 2007 to June 2009. */
  perYear: number;
  /** January–June 2009 against January–June 2008. */
  sixMonths: PlantedChange;
  /** July 2008–June 2009 against July 2007–June 2008. */
  twelveMonths: PlantedChange;
  /** Seasons of the peaks, none where the year is flat, and how far a peak month is above the average month. */
  seasonality: { peaks: Season[]; strength: number };
  /** In the document's order. Empty: no hotspot is planted. */
  hotspots: PlantedHotspot[];
}

/** One block of the assessment, or one line of a block that speaks of a theme of its own. */
export interface ThemeTruth {
  /** Theme code. */
  theme: string;
  /** Heading of the block. */
  block: string;
  printed: {
    trend: string | null;
    sixMonths: string | null;
    twelveMonths: string | null;
    publicPerception: string | null;
    seasonality: string | null;
  };
  /** Null where the demonstration has no incidents for the theme, or where it is the sum of `parts`. */
  planted: Planted | null;
  /** Themes whose incidents together are this theme's; `sum` is then what their total shows. */
  parts?: string[];
  sum?: Pick<Planted, 'sixMonths' | 'twelveMonths'>;
  /** Remark on differences between the planted and the printed fact. */
  note?: string;
}

const FLAT: Planted['seasonality'] = { peaks: [], strength: 0 };

const hotspot = (printed: string, place: string, perYear: number): PlantedHotspot => ({
  printed,
  place,
  perYear,
});

const streetsNear = (place: string, perYear: number): PlantedHotspot => ({
  printed: 'residential streets close to town centres',
  place,
  perYear,
  ring: { from: 300, to: 600 },
});

/** The blocks in the document's order. */
export const TRUTH: readonly ThemeTruth[] = [
  {
    theme: 'domestic-burglary',
    block: 'Burglary',
    printed: {
      trend: 'Stable',
      sixMonths: 'Decreasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: 'Not a community concern',
      seasonality: 'Autumn/winter peaks',
    },
    planted: {
      perYear: 1680,
      sixMonths: { change: -0.035, classification: 'STABLE' },
      twelveMonths: { change: 0.03, classification: 'STABLE' },
      seasonality: { peaks: ['autumn', 'winter'], strength: 0.14 },
      hotspots: [
        hotspot('Oldhills', 'Oldhills', 75),
        hotspot('Linslade', 'Linslade', 65),
        hotspot('Planets Estate', 'Planets Estate', 60),
      ],
    },
    note: 'Distraction burglary, about 60 a year, is part of it, so the theme "burglary" has the same counts.',
  },
  {
    theme: 'vehicle-crime',
    block: 'Vehicle Crime',
    printed: {
      trend: 'Stable',
      sixMonths: 'Decreasing volume',
      twelveMonths: 'Decreasing volume',
      publicPerception: '2 SNT areas priority',
      seasonality: null,
    },
    planted: null,
    parts: ['theft-of-vehicles', 'theft-from-vehicles'],
    sum: {
      sixMonths: { change: -0.04, classification: 'STABLE' },
      twelveMonths: { change: -0.035, classification: 'STABLE' },
    },
  },
  {
    theme: 'theft-of-vehicles',
    block: 'Vehicle Crime',
    printed: {
      trend: null,
      sixMonths: null,
      twelveMonths: null,
      publicPerception: null,
      seasonality: 'No seasonality',
    },
    planted: {
      perYear: 600,
      sixMonths: { change: -0.04, classification: 'STABLE' },
      twelveMonths: { change: -0.035, classification: 'STABLE' },
      seasonality: FLAT,
      hotspots: [
        streetsNear('Dunstable town centre', 40),
        streetsNear('Leighton Buzzard town centre', 36),
        streetsNear('Biggleswade town centre', 34),
      ],
    },
    note: 'Each ring shows as two clusters of streets, on either side of the town centre.',
  },
  {
    theme: 'theft-from-vehicles',
    block: 'Vehicle Crime',
    printed: {
      trend: null,
      sixMonths: null,
      twelveMonths: null,
      publicPerception: null,
      seasonality: 'Autumn; Spring',
    },
    planted: {
      perYear: 1800,
      sixMonths: { change: -0.04, classification: 'STABLE' },
      twelveMonths: { change: -0.035, classification: 'STABLE' },
      seasonality: { peaks: ['autumn', 'spring'], strength: 0.14 },
      hotspots: [
        hotspot('Icknield', 'Icknield', 70),
        hotspot('Watling', 'Watling', 64),
        hotspot('Manshead', 'Manshead', 60),
        hotspot('Parkside', 'Parkside', 58),
        hotspot('Houghton Hall East', 'Houghton Hall East', 56),
        hotspot('Dunstable Central', 'Dunstable town centre', 54),
        hotspot('Chiltern & Northfields', 'Northfields', 52),
        hotspot('Caddington', 'Caddington', 50),
      ],
    },
  },
  {
    theme: 'robbery',
    block: 'Personal Robbery',
    printed: {
      trend: 'Stable',
      sixMonths: 'Decreasing volume',
      twelveMonths: 'Slight increase',
      publicPerception: 'Not a community concern',
      seasonality: 'Spring/summer peaks',
    },
    planted: {
      perYear: 150,
      sixMonths: { change: -0.05, classification: 'STABLE' },
      twelveMonths: { change: 0.04, classification: 'STABLE' },
      seasonality: { peaks: ['spring', 'summer'], strength: 0.34 },
      hotspots: [
        hotspot('Dunstable Central', 'Dunstable town centre', 28),
        hotspot('Chiltern & Northfields', 'Northfields', 20),
        hotspot('Parkside and Houghton Hall East', 'Houghton Hall East', 18),
      ],
    },
  },
  {
    theme: 'non-domestic-burglary',
    block: 'Non-domestic burglary',
    printed: {
      trend: 'Possibly deteriorating',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: '3 SNT areas priority',
      seasonality: 'No',
    },
    planted: {
      perYear: 1600,
      sixMonths: { change: 0.08, classification: 'POSSIBLY_DETERIORATING' },
      twelveMonths: { change: 0.058, classification: 'POSSIBLY_DETERIORATING' },
      seasonality: FLAT,
      hotspots: [
        hotspot('Parkside Drive Est', 'Parkside Drive Estate', 75),
        hotspot('Dunstable Central', 'Dunstable town centre', 65),
        hotspot('Downside Est', 'Downside Estate', 58),
        hotspot('Town centres', 'Leighton Buzzard town centre', 52),
        hotspot('Town centres', 'Biggleswade town centre', 48),
      ],
    },
  },
  {
    theme: 'violent-crime',
    block: 'Violence Against the Person',
    printed: {
      trend: 'Deteriorating',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: 'No community concern',
      seasonality: 'Summer peaks',
    },
    planted: {
      perYear: 5000,
      sixMonths: { change: 0.1, classification: 'DETERIORATING' },
      twelveMonths: { change: 0.09, classification: 'DETERIORATING' },
      seasonality: { peaks: ['summer'], strength: 0.18 },
      hotspots: [
        hotspot('Dunstable town centre', 'Dunstable town centre', 490),
        hotspot('Downside Est', 'Downside Estate', 180),
        hotspot('Leighton Buzzard town centre', 'Leighton Buzzard town centre', 270),
        hotspot('Biggleswade town centre', 'Biggleswade town centre', 220),
        hotspot('Tithe Farm Est', 'Tithe Farm Estate', 150),
      ],
    },
    note: 'Its flagged parts (domestic abuse, alcohol, hate) are flat over the year; the rest carries the summer.',
  },
  {
    theme: 'domestic-abuse',
    block: 'Domestic Abuse',
    printed: {
      trend: 'Increased reporting',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: 'No community concern',
      seasonality: 'No seasonality',
    },
    planted: {
      perYear: 1900,
      sixMonths: { change: 0.13, classification: 'DETERIORATING' },
      twelveMonths: { change: 0.12, classification: 'DETERIORATING' },
      seasonality: FLAT,
      hotspots: [
        hotspot('Dunstable', 'Dunstable town centre', 70),
        hotspot('Houghton Regis', 'Houghton Regis', 34),
        hotspot('Leighton Buzzard', 'Leighton Buzzard town centre', 64),
        hotspot('Biggleswade', 'Biggleswade town centre', 60),
        hotspot('Flitwick', 'Flitwick', 34),
      ],
    },
    note: 'The count deteriorates; that this is increased reporting is a judgement that no count can make.',
  },
  {
    theme: 'hate-crime',
    block: 'Hate Crime',
    printed: {
      trend: 'Increased reporting',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: 'No community concern',
      seasonality: 'No seasonality',
    },
    planted: {
      perYear: 120,
      sixMonths: { change: 0.3, classification: 'POSSIBLY_DETERIORATING' },
      twelveMonths: { change: 0.24, classification: 'POSSIBLY_DETERIORATING' },
      seasonality: FLAT,
      hotspots: [
        hotspot('Dunstable Central', 'Dunstable town centre', 26),
        hotspot('Parkside & Houghton Hall East', 'Houghton Hall East', 20),
      ],
    },
    note: 'Violence with the hate flag only; racial incidents of the local authority count where that source is named.',
  },
  {
    theme: 'drug-misuse',
    block: 'Drug Misuse',
    printed: {
      trend: 'Increased targeting',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: '27% Place Survey / 1 SNT',
      seasonality: 'No seasonality',
    },
    planted: {
      perYear: 650,
      sixMonths: { change: 0.21, classification: 'DETERIORATING' },
      twelveMonths: { change: 0.17, classification: 'DETERIORATING' },
      seasonality: FLAT,
      hotspots: [hotspot('Dunstable town centre', 'Dunstable town centre', 110)],
    },
    note: 'The count deteriorates; that this is increased targeting is a judgement that no count can make.',
  },
  {
    theme: 'alcohol-misuse',
    block: 'Alcohol Misuse',
    printed: {
      trend: 'Uncertain',
      sixMonths: 'Uncertain',
      twelveMonths: 'Uncertain',
      publicPerception: '28% Place Survey / 4 SNT areas',
      seasonality: 'No seasonality',
    },
    planted: {
      perYear: 1667,
      sixMonths: { change: 0.015, classification: 'STABLE' },
      twelveMonths: { change: 0.015, classification: 'STABLE' },
      seasonality: FLAT,
      hotspots: [hotspot('Dunstable town centre', 'Dunstable town centre', 280)],
    },
    note: 'The document has no figures; about a third of violence carries the flag, and no change is planted.',
  },
  {
    theme: 'anti-social-behaviour',
    block: 'Anti-Social Behaviour',
    printed: {
      trend: 'Deteriorating',
      sixMonths: 'Increasing volume',
      twelveMonths: 'Increasing volume',
      publicPerception: '17% Place Survey / 20 SNT areas',
      seasonality: 'Summer peaks',
    },
    planted: {
      perYear: 9000,
      sixMonths: { change: 0.09, classification: 'DETERIORATING' },
      twelveMonths: { change: 0.08, classification: 'DETERIORATING' },
      seasonality: { peaks: ['summer'], strength: 0.2 },
      hotspots: [
        hotspot('Dunstable', 'Dunstable town centre', 520),
        hotspot('Houghton Regis', 'Houghton Regis', 360),
        hotspot('Ampthill', 'Ampthill', 280),
      ],
    },
  },
  {
    theme: 'criminal-damage',
    block: 'Criminal Damage',
    printed: {
      trend: 'Stable',
      sixMonths: 'Decreasing volume',
      twelveMonths: 'Decreasing volume',
      publicPerception: '2 SNT areas',
      seasonality: 'No',
    },
    planted: {
      perYear: 4000,
      sixMonths: { change: -0.035, classification: 'STABLE' },
      twelveMonths: { change: -0.03, classification: 'STABLE' },
      seasonality: FLAT,
      hotspots: [
        hotspot('Dunstable town centre', 'Dunstable town centre', 210),
        hotspot('Coincide with hotspots for ASB', 'Houghton Regis', 140),
        hotspot('Coincide with hotspots for ASB', 'Ampthill', 120),
      ],
    },
  },
  {
    theme: 'reducing-reoffending',
    block: 'Reducing re-offending',
    printed: {
      trend: 'Unknown',
      sixMonths: 'PPO reoffending figures unavailable',
      twelveMonths: null,
      publicPerception:
        'No explicit community priorities but an inherent part of all the other themes and issues',
      seasonality: 'No',
    },
    planted: null,
    note: 'Not a kind of incident.',
  },
  {
    theme: 'casualty-reduction',
    block: 'Casualty Reduction',
    printed: {
      trend: null,
      sixMonths: 'Road safety: decreasing volume; accidental dwelling fires: decreasing volume',
      twelveMonths: null,
      publicPerception: null,
      seasonality: 'Not known',
    },
    planted: {
      perYear: 600,
      sixMonths: { change: -0.18, classification: 'IMPROVING' },
      twelveMonths: { change: -0.15, classification: 'IMPROVING' },
      seasonality: FLAT,
      hotspots: [],
    },
    note: 'Road collisions only; dwelling fires without an alarm count where their source is named.',
  },
];

/** Volumes and changes of the offences that no block speaks of. Nothing is promised about them. */
export const UNASSESSED: readonly {
  theme: string;
  perYear: number;
  sixMonths: number;
  twelveMonths: number;
}[] = [
  { theme: 'other-theft', perYear: 2500, sixMonths: -0.01, twelveMonths: 0 },
  { theme: 'shoplifting', perYear: 1200, sixMonths: 0.02, twelveMonths: 0.01 },
  { theme: 'bicycle-theft', perYear: 450, sixMonths: 0.1, twelveMonths: 0.08 },
  { theme: 'sexual-offences', perYear: 240, sixMonths: 0.06, twelveMonths: 0.05 },
  { theme: 'theft-from-person', perYear: 200, sixMonths: -0.06, twelveMonths: -0.04 },
];

/** The planted truth of one theme. */
export function planted(theme: string): Planted {
  const found = TRUTH.find((truth) => truth.theme === theme)?.planted;
  if (!found) throw new Error(`Nothing is planted for ${theme}`);
  return found;
}
