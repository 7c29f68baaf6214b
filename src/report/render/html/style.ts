/** Text on all of the grounds has a contrast of at least 4.5 : 1, lines that mean something 3 : 1 (WCAG 2.2, AA). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --faint: #59636e; --ground: #fff; --panel: #f6f8fa; --line: #d1d9e0; --edge: #6e7781; --link: #0550ae;
  --added: #dafbe1; --removed: #ffebe9; --strong: #1a7f37; --alarm: #b35900; --stop: #b62324;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --faint: #9198a1; --ground: #0d1117; --panel: #161b22; --line: #3d444d; --edge: #8b949e; --link: #6cb6ff;
    --added: #12361f; --removed: #4b1d1e; --strong: #3fb950; --alarm: #d29922; --stop: #ff7b72;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
a { color: var(--link); }
code, pre, svg text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: .88em; direction: ltr; unicode-bidi: isolate; }
p code, li code, th code, td code { background: var(--panel); border-radius: 3px; padding: .05em .25em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; white-space: pre-wrap; }
li { margin: .3rem 0; }
.skip { position: absolute; left: -999rem; background: var(--ground); padding: .5rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; z-index: 2; }
main:focus { outline: none; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: .5rem 0; padding: 0; }
.more, .foot, .count, footer { color: var(--faint); }
footer { margin-top: 2.5rem; padding-top: .75rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
.alert { border: 1px solid var(--line); border-left: 5px solid var(--link); border-radius: 6px; padding: .25rem 1rem; margin: 1rem 0; }
.alert.warning { border-left-color: var(--alarm); border-left-style: double; }
.alert .level { font-weight: 600; margin-bottom: 0; }
.alert .level + p { margin-top: 0; }
.wide { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border: 1px solid var(--line); padding: .35rem .6rem; font-weight: normal; }
.wide :is(th, td) { overflow-wrap: normal; }
.wide td { min-width: 7rem; }
.wide code { overflow-wrap: anywhere; }
thead th { font-weight: 600; background: var(--panel); }
.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .75rem 0; }
.filter[hidden] { display: none; }
.filter label { display: grid; font-size: .85rem; color: var(--faint); }
.filter input, .filter select, .filter button { font: inherit; font-size: 1rem; color: var(--text); background: var(--ground); border: 1px solid var(--edge); border-radius: 6px; padding: .35rem .6rem; max-width: 100%; }
.filter button { background: var(--panel); }
.count { margin: .25rem 0; }
.matrix tbody tr:is(.new, .wider) > :first-child { border-left: 4px solid var(--strong); }
.matrix tbody tr.other > :first-child { border-left: 4px dashed var(--alarm); }
.matrix tbody tr:is(.narrower, .gone) > :first-child { border-left: 4px dotted var(--stop); }
.matrix th:first-child { min-width: 17rem; }
.matrix :is(th, td):nth-child(n+3) { min-width: 6.5rem; }
.same { color: var(--faint); }
.sides { table-layout: fixed; }
.sides td { padding: 0 .5rem; border-top: 0; border-bottom: 0; }
.sides tbody tr:last-child td { border-bottom: 1px solid var(--line); }
.sides code { background: none; padding: 0; white-space: pre-wrap; }
.sides del, .sides ins { text-decoration: none; }
.sides td.removed { background: var(--removed); }
.sides td.added { background: var(--added); }
.sides td { position: relative; padding-left: 1.4rem; }
.sign { position: absolute; left: .4rem; font-weight: 700; }
svg.graph { display: block; margin: .5rem 0; }
.graph text { fill: var(--text); font-size: 12px; white-space: pre; }
.graph .heading { fill: var(--faint); font-weight: 600; }
.graph .mark { font-weight: 700; }
.box rect { fill: var(--panel); stroke: var(--edge); }
.box.changed rect { stroke: var(--strong); stroke-width: 3; fill: var(--ground); }
.box.denied rect { stroke: var(--stop); stroke-dasharray: 6 4; }
.box.strange rect { stroke: var(--alarm); stroke-dasharray: 2 3; stroke-width: 2; }
.box.none rect { fill: none; stroke-dasharray: 2 3; }
.arrow path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.arrow .tip { fill: var(--edge); stroke: none; }
.arrow.changed path { stroke: var(--strong); stroke-width: 4; }
.arrow.changed .tip { fill: var(--strong); stroke: none; }
.arrow.denied path { stroke: var(--stop); }
.arrow.denied .line { stroke-dasharray: 6 4; }
.arrow.denied .cross { stroke-width: 2.5; }
.arrow.strange .line { stroke-dasharray: 2 3; }
@media (min-width: 60rem) {
  .wide.rows { overflow: visible; }
  .matrix thead th { position: sticky; top: 0; }
}
@media (max-width: 45rem) {
  body { font-size: 14px; }
  header, nav, main, footer { padding: 0 .6rem; }
  .sides code { font-size: .75em; }
  .matrix th:first-child { min-width: 9rem; }
  .matrix td:nth-child(2) { min-width: 9rem; }
  th, td { padding: .3rem .4rem; }
}
@media print {
  :root {
    color-scheme: light;
    --text: #000; --faint: #333; --ground: #fff; --panel: #fff; --line: #999; --edge: #333; --link: #000;
    --added: #fff; --removed: #fff; --strong: #000; --alarm: #000; --stop: #000;
  }
  @page { margin: 14mm; }
  body { font-size: 10pt; }
  header, nav, main, footer { max-width: none; padding: 0; }
  nav, .skip, .filter { display: none !important; }
  .wide { overflow: visible; }
  .matrix thead th { position: static; }
  .matrix th:first-child { min-width: 0; width: 24%; }
  .matrix td:nth-child(2) { width: 40%; }
  svg.graph { width: 100%; height: auto; }
  h2 { break-after: avoid; }
  tr, li, .alert { break-inside: avoid; }
  details::details-content { display: block; content-visibility: visible; }
  ins { font-weight: 700; }
  del code { text-decoration: line-through; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
@media (forced-colors: active) {
  .box rect, .arrow path { stroke: CanvasText; }
  .graph text { fill: CanvasText; }
}
`;
