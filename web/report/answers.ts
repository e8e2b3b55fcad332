import type { Geometry } from '../../src/platform/geo';

/** What the operations of the report answer: the parts of the schema that it reads. */
export interface Coded {
  code: string;
  name: string;
}

export interface Days {
  from: string;
  to: string;
}

export interface Person {
  label: string;
  share: number | null;
}

export interface ThemeBlock {
  theme: Coded;
  trend: { classification: string | null; asserted: { value: string; reason: string } | null } | null;
  performance: {
    label: string;
    current: number | null;
    previous: number | null;
    percent: number | null;
    direction: string;
  }[];
  publicPerception: { statement: string; sntAreas: Coded[]; surveyShare: number | null } | null;
  seasonality: { statement: string; peakSeasons: string[] } | null;
  hotspots: { name: string; incidentCount: number; hull: Geometry }[];
  victims: Person[];
  offenders: Person[];
  partnershipActivity: { name: string; owner: Coded | null }[];
  recommendations: {
    id: string;
    text: string;
    owner: Coded;
    status: string;
    actions: {
      id: string;
      text: string;
      owner: Coded;
      due: string | null;
      status: string;
      progress: number;
    }[];
  }[];
  unseen: { line: string; because: string }[];
}

export interface MatrixCell {
  criterion: Coded;
  value: number | null;
  asserted: { value: number | null } | null;
  computed: { value: number | null; evidence: string } | null;
  conflict: boolean;
}

export interface MatrixRow {
  rank: number | null;
  publishedRank: number | null;
  rankInterval: { best: number; worst: number } | null;
  theme: Coded;
  total: number | null;
  totalLabel: string;
  answered: number;
  of: number;
  prorated: number | null;
  cells: MatrixCell[];
}

export interface Matrix {
  rows: MatrixRow[];
  conflicts: { theme: Coded; criterion: Coded; scanning: number | null; matrix: number | null }[];
}

export interface Assessment {
  partnership: Coded & {
    synthetic: boolean;
    dataCoverage: { source: Coded; from: string; to: string }[];
  };
  wards: { nodes: (Coded & { geometry: Geometry })[] };
  strategicAssessment: {
    period: Days;
    comparisons: string[];
    dataVersion: string;
    caveats: string[];
    parameters: { name: string; value: string }[];
    suggestedPriorities: { theme: Coded; because: string[] }[];
    themes: ThemeBlock[];
    strategicRecommendations: { text: string }[];
    calendar: (Days & { name: string; themes: Coded[] })[];
  };
  threatRisk: Matrix;
  scanning: Matrix;
}

export interface TrendChart {
  series: {
    month: string;
    count: number;
    expected: number | null;
    lower: number | null;
    upper: number | null;
  }[];
  perturbed: boolean;
}

export interface SeasonChart {
  months: { month: number; index: number; count: number }[];
  pValue: number | null;
  status: string;
}

export interface WeekChart {
  cells: { dayOfWeek: number; hour: number; weight: number }[];
  incidents: number;
  excluded: number;
}

/** The charts of one theme; null where the data has none. */
export interface ThemeCharts {
  trend: TrendChart | null;
  season: SeasonChart | null;
  week: WeekChart | null;
}
