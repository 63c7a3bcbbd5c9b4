/** Colours that stay apart for the colour-blind (Okabe and Ito, 2008) and in grey print. */
export const colours = {
  charging: "#56b4e9",
  baseLoad: "#7a7a7a",
  contract: "#d55e00",
  max: "#000000",
} as const;

/** Of all charts. */
export const theme = {
  background: "#ffffff",
  font: "Helvetica, Arial, sans-serif",
  axis: { labelFontSize: 11, titleFontSize: 12, gridColor: "#e5e5e5", domainColor: "#888888" },
  legend: { labelFontSize: 12, orient: "bottom", title: null, labelLimit: 400 },
  title: { anchor: "start", fontSize: 15, subtitleFontSize: 12, subtitleColor: "#444444" },
  view: { stroke: null },
} as const;
