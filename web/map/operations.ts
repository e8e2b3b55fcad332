import { graphql } from '../schema/operation';

export const START = graphql(`
  query Start {
    partnerships {
      code name synthetic bbox themes { code name } dataCoverage { source { code name access } from to }
    }
  }
`);

export const OUTLINES = graphql(`
  query Outlines($partnership: ID!, $at: Date) {
    wards(partnership: $partnership, at: $at, first: 1000) { nodes { code name geometry(simplify: 20) } }
    sntAreas(partnership: $partnership, at: $at, first: 1000) { nodes { code name geometry(simplify: 20) } }
  }
`);

export const CLUSTERS = graphql(`
  query HotspotClusters($where: IncidentFilter!, $compareWith: Comparison) {
    hotspotClusters(where: $where, compareWith: $compareWith) {
      clusters {
        id anchor rank name foundIn incidentCount share areaKm2 densityPerKm2 snapPointWarning hull
        change { percent direction }
      }
      incidentCount noiseCount caveats { message }
    }
  }
`);

export const DEFAULT_LAYER = graphql(`
  query DefaultLayer($partnership: ID!, $theme: ID) {
    defaultLayer(partnership: $partnership, theme: $theme) { layer because }
  }
`);

export const GRID = graphql(`
  query HotspotGrid($where: IncidentFilter!) {
    hotspotGrid(where: $where, statistic: GI_STAR) {
      cells { cell count z class because easting northing }
      incidentCount leastHotSum features caveats { message }
    }
  }
`);

export const DENSITY = graphql(`
  query DensityGrid($where: IncidentFilter!, $cellSize: Float) {
    hotspotGrid(where: $where, statistic: KDE, cellSize: $cellSize) {
      cells { cell count density easting northing }
      incidentCount features caveats { message }
    }
  }
`);

export const COUNTS = graphql(`
  query CountGrid($where: IncidentFilter!) {
    hotspotGrid(where: $where, statistic: COUNT) {
      cells { cell count easting northing }
      incidentCount features caveats { message }
    }
  }
`);

export const RATES = graphql(`
  query AreaRates($where: IncidentFilter!, $kind: AreaKind!) {
    areaRates(where: $where, kind: $kind) {
      rows { code name count perturbed population ratePerThousandPerYear lower upper position withoutRateBecause }
      pooledRate denominator features(simplify: 20) caveats { message }
    }
  }
`);

export const TREND = graphql(`
  query Trend($where: IncidentFilter!, $compareWith: Comparison) {
    trend(where: $where, compareWith: $compareWith) {
      current previous percent lower upper pValue dispersion classification perturbed
      series { month count expected lower upper }
      window { from to comparedFrom comparedTo clipped }
      asserted { value reason }
      caveats { message }
    }
  }
`);

export const SEASON = graphql(`
  query Seasonality($where: IncidentFilter!) {
    seasonality(where: $where) { months { month index lower upper count } pValue peakSeasons status perturbed caveats { message } }
  }
`);

export const WEEK = graphql(`
  query WeekGrid($where: IncidentFilter!) {
    weekGrid(where: $where) { cells { dayOfWeek hour weight } incidents excluded caveats { message } }
  }
`);

export const PEOPLE = graphql(`
  query People($where: IncidentFilter!) {
    victims: victimProfile(where: $where) {
      people organisations incidents incidentsWithPeople caveats { message }
      leadingSegments { label share count }
      segments(by: [AGE_BAND, SEX]) { ageBand sex count share populationShare rateRatio rateRatioLower rateRatioUpper }
    }
    offenders: offenderProfile(where: $where) {
      people organisations incidents incidentsWithPeople caveats { message }
      leadingSegments { label share count }
      segments(by: [AGE_BAND, SEX]) { ageBand sex count share populationShare rateRatio rateRatioLower rateRatioUpper }
    }
  }
`);

export const RANKING = graphql(`
  query ThemeRanking($partnership: ID!, $period: PeriodInput!) {
    themeRanking(partnership: $partnership, period: $period, matrix: THREAT_RISK) {
      rows { rank rankInterval { best worst } label theme { code name } asPublished { label } answered of missing }
      suggestedPriorities { theme { code name } emphasis { code because } because }
      notAmongPriorities { theme { name } because }
      caveats { message }
    }
  }
`);

export const RECOMMENDATIONS = graphql(`
  query Recommendations($partnership: ID!, $theme: ID!) {
    recommendations(partnership: $partnership, theme: $theme) {
      id text owner { name } status
      actions { id text owner { name } due status progress }
    }
  }
`);
