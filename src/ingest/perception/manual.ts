/** Help text on the layouts of survey results and SNT priorities. */
export const PERCEPTION_MANUAL = `
Two layouts, told apart by their columns:
  survey, date, theme, question, share, sample_size
      a published result: the last day of the survey (YYYY-MM-DD), the code of the theme that the answer is about, what
      was asked, the share of those asked (0.17 or 17%), and how many were asked (blank: not known)
  snt_area, theme, from, to
      a theme (code) that an SNT area (code) has as a priority from one day to another. Without snt_area: a theme that
      areas could choose, so that it is no concern where none did; of others that is unknown. The priorities of a period
      are those of the last file that names the period: name them all in one file.

Example:
  $ cat priorities.csv
  snt_area,theme,from,to
  CB1,anti-social-behaviour,2024-04-01,2024-06-30
  CB1,vehicle-crime,2024-04-01,2024-06-30
  ,robbery,2024-04-01,2024-06-30
  $ csg import perception --partnership E22000353 priorities.csv place-survey.csv`;
