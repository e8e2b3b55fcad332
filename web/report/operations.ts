/** What the report asks for first: the whole assessment, both matrices, and the outlines for the maps. */
export const ASSESSMENT = `
  query Report($partnership: ID!, $period: PeriodInput!, $day: Date!) {
    partnership(code: $partnership) { code name synthetic dataCoverage { source { code name } from to } }
    wards(partnership: $partnership, at: $day, first: 1000) { nodes { code name geometry(simplify: 30) } }
    strategicAssessment(partnership: $partnership, period: $period) {
      period { from to } comparisons dataVersion caveats parameters { name value }
      suggestedPriorities { theme { code name } because }
      themes {
        theme { code name }
        trend { classification asserted { value reason } }
        performance { label current previous percent direction }
        publicPerception { statement sntAreas { code name } surveyShare }
        seasonality { statement peakSeasons }
        hotspots { name incidentCount hull }
        victims { label share }
        offenders { label share }
        partnershipActivity { name owner { code name } }
        recommendations { id text owner { code name } status actions { id text owner { code name } due status progress } }
        unseen { line because }
      }
      strategicRecommendations { text }
      calendar { name from to themes { code name } }
    }
    threatRisk: themeRanking(partnership: $partnership, period: $period, matrix: THREAT_RISK) { ...Matrix }
    scanning: themeRanking(partnership: $partnership, period: $period, matrix: PRIORITY_SCANNING) { ...Matrix }
  }
  fragment Matrix on ThemeRanking {
    rows {
      rank publishedRank rankInterval { best worst } theme { code name } total totalLabel answered of prorated
      cells { criterion { code name } value asserted { value } computed { value evidence } conflict }
    }
    conflicts { theme { code name } criterion { code name } scanning matrix }
  }`;

/**
 * The charts of every theme in one request, so that all are counted in one statement: `trend0`, `season0`, `week0` are
 * those of the first.
 */
export function chartsOf(themes: readonly string[]): string {
  const fields = themes.map((_, i) => {
    const where = `where: { partnership: $partnership, period: $period, themes: [$theme${i}] }`;
    return `
    trend${i}: trend(${where}) { series { month count expected lower upper } perturbed }
    season${i}: seasonality(${where}) { months { month index count } pValue status }
    week${i}: weekGrid(${where}) { cells { dayOfWeek hour weight } incidents excluded }`;
  });
  const variables = themes.map((_, i) => `, $theme${i}: ID!`).join('');
  return `query Charts($partnership: ID!, $period: PeriodInput!${variables}) {${fields.join('')}\n}`;
}
