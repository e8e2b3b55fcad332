/** Help text on files of indicators. */
export const INDICATOR_MANUAL = `
One row for each figure. Columns:
  code              of the indicator, in lower case with hyphens, as themes name it (field "indicator")
  name, unit        such as Proven reoffending, % of offenders
  frequency         month, quarter or year: the length of its periods
  period            2024-05; 2024-Q2; 2024 or 2023/24; for quarters and years also their first month
  value             the figure; blank: the figure of this period is removed
  numerator         number of cases, and
  denominator       number of those who could have been cases (of a survey: its effective sample size); both columns may be
                    left out, but without them a change is told from chance by five years of figures only
  higher_is_better  yes or no
  source, licence   publication and licence

Figures of a file are added to those there, or replace those of the same period. An indicator without figures is removed.
Everyone may read indicators: import only what is published. They are never counted as incidents. The profile
community-safety expects proven-reoffending and public-confidence.

Example:
  $ cat reoffending.csv
  code,name,unit,frequency,period,value,numerator,denominator,higher_is_better,source,licence
  proven-reoffending,Proven reoffending,% of offenders,year,2022/23,25.5,255,1000,no,Proven reoffending statistics,OGL v3
  $ csg import indicator --partnership E22000353 reoffending.csv`;
