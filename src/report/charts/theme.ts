/** Colours that stay apart for the colour-blind (Okabe and Ito, 2008) and in grey print. */
export const colours = {
  charging: "#56b4e9",
  baseLoad: "#7a7a7a",
  contract: "#d55e00",
  max: "#000000",
  run: "#0072b2",
  bound: "#009e73",
  /** Of what went wrong; dark enough for words. */
  risk: "#b34700",
  here: "#d9d9d9",
  idle: "#ececec",
} as const;

/** Shares of a rating, from little to all: darker is more, in grey print too. */
export const shades = ["#a6d3ee", "#56a5d8", "#1f6fae", "#08366b"] as const;

/** Of all charts. */
export const theme = {
  background: "#ffffff",
  font: "Helvetica, Arial, sans-serif",
  axis: { labelFontSize: 11, titleFontSize: 12, gridColor: "#e5e5e5", domainColor: "#888888" },
  legend: { labelFontSize: 12, orient: "bottom", title: null, labelLimit: 400 },
  title: { anchor: "start", fontSize: 15, subtitleFontSize: 12, subtitleColor: "#444444" },
  view: { stroke: null },
} as const;
