/** Help text on files of themes. */
export const VOCABULARY_MANUAL = `
Themes of a file are added, or replace those of the same code; all others stay as they are. Servers answer with them at
once. Two layouts:
  CSV    code, name, and any of group, parent, aliases, sensitive, statutory, offences, flags, match, indicator, sources
  JSON   {"profile": "community-safety", "themes": [{"code": "…", "name": "…", …}], "without": ["fire"]}, as
         csg export vocabulary writes it; each field may be left out. Themes in "without" are left out or removed.
Fields of a theme (lists of codes: separated by spaces in CSV):
  code, name   of the theme; a code is in lower case with hyphens, and never changes
  group        acquisitive, violent or other: it has a block in the assessment, and a row in the ranking; blank: neither
  parent       code of the theme that contains it
  aliases      other names, separated by semicolons in CSV
  sensitive    yes: published for the partnership as a whole only, as themes of sensitive offences always are
  statutory    the law that makes it a priority of every partnership
  offences     codes of offences (query: partnerships { offences { code name } })
  flags        of domestic-abuse, hate, alcohol, repeat, weapon
  match        ANY (default): one of the offences or of the flags; ALL: one of the offences together with one of the flags
  indicator    code of an indicator whose figures tell of the theme (csg import indicator), in place of offences and flags
  sources      how well each source sees it, as police-crimes=EXACT police-uk-street=PARENT_ONLY. Blank: derived

Further fields of JSON:
  weightSets   {"harm": "crime-severity-score", "cost": "unit-cost"}: weight sets of answers where none is named, by code,
               or by id (code@version) to keep an edition
  matrices     {"THREAT_RISK": {"criteria": ["volume", …], "rows": ["burglary", {"theme": "fire", "name": "Arson"}, …]},
               "PRIORITY_SCANNING": …}: columns and rows in place of the profile's; each of the two may be left out
  criteria     [{"matrix": "THREAT_RISK", "code": "cost-to-agencies", "name": "Cost to agencies", "least": 1,
               "greatest": 3, "since": "2026-04-01"}]: criteria of its own, for people to judge, with their scale
  gaps         {"police-crimes": {"flags": ["weapon"], "offences": ["drunkenness"]}}: offences and flags that the deliveries
               of a source do not tell here. Themes made of them are counted in part, or unknown. {} where there is no gap

Each theme, code, source with gaps, criterion, matrix, profile and choice of weight sets is counted as a row.

Example:
  $ cat themes.csv
  code,name,group,offences,flags,match
  shop-theft-by-groups,Shop theft by groups,acquisitive,shoplifting other-theft,repeat,ALL
  $ csg import vocabulary --partnership E22000353 themes.csv

Without --partnership: CSV with code, part_of, as csg export unmapped writes it, of offence codes that came in deliveries and
are not on the Home Office's list. part_of is the offence that a code is part of, such as other-theft; blank: not known yet.
Their records count in its themes from then on, in every partnership of the installation.

  $ csg export unmapped --partnership E22000353 > codes.csv
  $ csg import vocabulary codes.csv`;
