/** How a report looks, on screens and on A4 paper. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1000px; padding: 24px 28px 48px; background: #fff; color: #111;
  font: 15px/1.45 Helvetica, Arial, "Liberation Sans", sans-serif; }
h1 { font-size: 26px; margin: 0 0 2px; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 34px 0 6px; break-after: avoid; }
p { margin: 4px 0 10px; }
.kicker { color: #555; margin: 0; }
.verdict { font-size: 18px; font-weight: bold; border-left: 8px solid #009e73; padding: 8px 14px;
  background: #f3f8f6; margin: 14px 0 6px; }
.verdict.wrong { border-left: 8px double #b34700; background: #fdf3ec; }
.stopped { border: 2px solid #b34700; padding: 8px 14px; font-weight: bold; }
.note { color: #444; font-size: 13px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 8px; margin: 10px 0; }
.tile { border: 1px solid #ccc; border-radius: 4px; padding: 8px 12px; break-inside: avoid; }
.tile dt { color: #444; font-size: 13px; }
.tile dd { margin: 0; font-size: 21px; font-weight: bold; white-space: nowrap; }
.tile small { display: block; font-size: 12px; font-weight: normal; color: #444; white-space: normal; }
.tile.wrong { border: 2px solid #b34700; }
.tile.wrong dd { color: #b34700; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
thead { display: table-header-group; }
th, td { text-align: left; padding: 4px 8px 4px 0; border-bottom: 1px solid #ddd; vertical-align: top; }
th { border-bottom: 2px solid #888; }
td.n, th.n { text-align: right; padding-right: 16px; white-space: nowrap; }
td.wrong { font-weight: bold; color: #b34700; white-space: nowrap; }
td.nowrap { white-space: nowrap; }
td.id { font-weight: bold; white-space: nowrap; padding-right: 14px; }
td.id.long { overflow-wrap: anywhere; white-space: normal; min-width: 150px; }
td.id small { font-weight: normal; }
.compared { table-layout: fixed; margin-bottom: 18px; break-inside: avoid; }
.compared th.n { width: 25%; }
.compared th { white-space: normal; overflow-wrap: anywhere; vertical-align: bottom; }
.compared td small { color: #444; font-size: 11.5px; }
tr { break-inside: avoid; }
figure { margin: 6px 0 0; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figure.small svg { max-width: 860px; }
figcaption { font-weight: bold; margin: 10px 0 2px; }
dl.basis { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 8px 0; }
dl.basis dt { color: #444; }
dl.basis dd { margin: 0; overflow-wrap: anywhere; }
.sign { display: grid; grid-template-columns: 1fr 2fr 2fr; gap: 24px; margin-top: 40px; break-inside: avoid; }
.sign span { border-top: 1px solid #111; padding-top: 3px; font-size: 13px; color: #444; }
code { font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
@page { size: A4; margin: 14mm 13mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { margin-top: 18px; font-size: 13pt; }
  body.sheet { font-size: 8pt; line-height: 1.3; }
  .sheet h2 { margin: 8px 0 2px; font-size: 11pt; }
  .sheet p, .sheet ul { margin-top: 2px; margin-bottom: 4px; }
  .sheet .verdict { font-size: 12pt; padding: 4px 10px; }
  .sheet figure { max-width: 480px; }
  .sheet dl.basis { gap: 1px 14px; margin: 2px 0; }
  .sheet h1 { font-size: 15pt; }
  .sheet .sign { margin-top: 34px; }
  table { font-size: 8.5pt; }
  .together, #basis { break-inside: avoid; }
  .verdict, .tile { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .tiles { grid-template-columns: repeat(4, 1fr); }
}
`;
