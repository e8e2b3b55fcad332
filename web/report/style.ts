/** Style sheet of the report, for the screen and for A4. No font, picture or script is fetched. */
export const STYLE = `
:root { color-scheme: light; --ink: #1c2126; --soft: #4d5760; --line: #c3cad0; --tint: #f1f4f6; --accent: #14507a; --hot: #a3161f }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink); background: #fff;
  font: 16px/1.5 system-ui, "Segoe UI", Arial, sans-serif }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.45rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent) }
h3 { font-size: 1.2rem; margin: 2rem 0 .5rem }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem }
p, ul { margin: .35rem 0 .75rem } ul { padding-left: 1.2rem }
a { color: var(--accent) }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.soft { color: var(--soft) } .notice { border-left: 4px solid var(--hot); background: var(--tint); padding: .5rem .75rem }
.wide { overflow-x: auto; margin: .5rem 0 1rem }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
caption { text-align: left; font-weight: 600; padding: .25rem 0 }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top }
thead th { background: var(--tint); border-bottom: 2px solid var(--soft) } tbody th { font-weight: 500 }
.number { text-align: right; font-variant-numeric: tabular-nums }
.priority th { font-weight: 700 }
dl { display: grid; grid-template-columns: minmax(8rem, 11rem) 1fr; gap: .25rem 1rem; margin: .5rem 0 1rem }
dt { font-weight: 600 } dd { margin: 0 } dd ul { margin: 0 }
figure { margin: .75rem 0 1.25rem } figcaption { font-size: .875rem; color: var(--soft); margin-top: .25rem }
figure svg { display: block; max-width: 100%; height: auto }
.ranking { list-style: none; padding: 0 .4rem 0 0 }
.ranking li { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 4fr); gap: .75rem; align-items: center }
figure .ranks { height: 14px; overflow: visible }
.pair { display: grid; grid-template-columns: 3fr 2fr; gap: 1rem; align-items: start }
details { font-size: .875rem } summary { cursor: pointer; color: var(--accent) }
@media (max-width: 44rem) { .pair, dl { grid-template-columns: 1fr } }
@page { size: A4; margin: 16mm 14mm 18mm }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt } h1 { font-size: 20pt } h2 { font-size: 14pt; break-before: page }
  h2.together { break-before: auto } h3 { font-size: 12pt } h2, h3, h4, caption { break-after: avoid }
  figure, tr, li { break-inside: avoid } thead { display: table-header-group } a { color: inherit; text-decoration: none }
  .wide { overflow: visible } nav, details { display: none } table { font-size: 8.5pt } section.theme { break-before: page }
}
`;
