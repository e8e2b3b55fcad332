import { type AnswerOf, graphql, type PartialAnswerOf } from '../schema/operation';

/** Assessment, coverage of the data, and ward outlines for the maps. */
export const ASSESSMENT = graphql(`
  query Report($partnership: ID!, $period: PeriodInput!, $day: Date!) {
    partnership(code: $partnership) { name synthetic dataCoverage { source { name } from to } }
    wards(partnership: $partnership, at: $day, first: 1000) { nodes { geometry(simplify: 30) } }
    strategicAssessment(partnership: $partnership, period: $period) {
      period { from to } comparisons dataVersion caveats { message } parameters { name value }
      suggestedPriorities { theme { code name } emphasis { code name } because }
      notAmongPriorities { theme { name } because }
      themes {
        theme { code name }
        trend { classification asserted { value reason } }
        performance { label current previous percent direction }
        indicator { statement }
        publicPerception { statement sntAreas { name } }
        seasonality { statement }
        hotspots { name incidentCount hull }
        victims { label share }
        offenders { label share }
        partnershipActivity { name owner { name } }
        recommendations { text owner { name } status actions { text owner { name } due status progress } }
        unseen { line because }
      }
      strategicRecommendations { text }
      calendar { name from to themes { name } }
    }
  }
`);

/** One of the two matrices, with every cell. */
export const MATRIX = graphql(`
  query Matrix($partnership: ID!, $period: PeriodInput!, $matrix: MatrixKind!) {
    themeRanking(partnership: $partnership, period: $period, matrix: $matrix) {
      rows {
        rank rankInterval { best worst } label theme { code name } asPublished { label } answered of missing
        cells { criterion { name } value asserted { value } computed { value lower upper } conflict }
      }
      rankedOn { name } leftOut { name }
      conflicts { theme { name } criterion { name } scanning matrix }
    }
  }
`);

/** Figures for the charts of one theme. */
export const CHARTS = graphql(`
  query Charts($where: IncidentFilter!) {
    trend(where: $where) { series { month count expected lower upper } }
    seasonality(where: $where) { months { month index lower upper count } status }
    weekGrid(where: $where) { cells { dayOfWeek hour weight } incidents excluded }
  }
`);

/** Answer to {@link ASSESSMENT}. */
export type Assessed = AnswerOf<typeof ASSESSMENT>;
/** Strategic assessment. */
export type Assessment = Assessed['strategicAssessment'];
/** Block of the assessment about one theme. */
export type ThemeBlock = Assessment['themes'][number];
/** Answer to {@link CHARTS}; null for a chart without data. */
export type ThemeCharts = PartialAnswerOf<typeof CHARTS>;
/** A matrix with its rows in order of rank. */
export type Matrix = AnswerOf<typeof MATRIX>['themeRanking'];
