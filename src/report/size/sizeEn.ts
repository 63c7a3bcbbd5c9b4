/** Every word of a report on a size, in English. */
export const sizeEn = {
  title: "How big it must be",
  question: "The question",
  asks: (quantity: string, share: string) =>
    `How big must ${quantity} be, at least, so that in ${share} of all nights every bus leaves as ready and as punctual as on an unlimited connection?`,
  answer: "The answer",
  serve: (size: string, nights: string, strategy: string) => `${size} serve ${nights}; ${strategy}`,
  every: "every night",
  nightsOf: (served: string, nights: string) => `${served} of ${nights} nights`,
  none: (share: string, strategy: string) => `No size serves ${share} of all nights; ${strategy}`,
  soFar: (low: string, high: string, strategy: string) =>
    `Interrupted: between ${low} and ${high}; ${strategy}`,
  certainty: "How certain",
  larger: (size: string) =>
    `The answer and ten larger sizes, up to ${size}, were all tried and do.`,
  smallest: "No smaller one does: each has been ruled out, by a run or by the planner's bound.",
  oneNight: "One night was looked at, which is no sample: other nights may need more.",
  interval: (share: string, low: string, high: string) =>
    `${share} of the nights looked at are served; the true share lies between ${low} and ${high} (Wilson's interval, 95 %).`,
  curve: "Size and nights served",
  curveNote:
    "Every size that was tried in all nights. Filled: enough; hollow: not enough. The others were given up in too many.",
  sizeAxis: "Size",
  shareAxis: "Nights served",
  enough: "enough",
  notEnough: "not enough",
  limits: "What limits just below",
  night: "Night",
  where: "Where nothing is left",
  buses: "Buses",
  lacking: "Lacking",
  seed: "seed",
  cabinet: (id: string) => `cabinet ${id}`,
  queue: (when: string, atOnce: string, bus: string, time: string) =>
    `no free point ${when}, ${atOnce} waiting at once, ${bus} for ${time}`,
  noLimit: "no limit of the grid",
  broken: "a limit is broken, peak at",
  nothingKnown: "Nothing smaller was tried.",
  rests: "What it rests on",
  scenarios: "Scenarios",
  nights: "Nights",
  strategy: "Strategy",
  exact: "Smallest possible peak",
  carried: "The same, energy carried over",
  lowerBound: "a lower bound",
  unlimited: "Plug and charge draws",
  unknown: "unknown",
  undriven: (nights: string) => `nights in which not every block can be driven: ${nights}`,
  inUse: "In use at once",
  inUseOf: (points: string, cabinets: string) => `${points} points, ${cabinets} cabinets`,
  peak: "Highest quarter-hour",
  unavoidable: "Not to be had anywhere",
  unavoidableOf: (short: string, late: string) =>
    `${short} departures short and ${late} late on any connection; they count as served`,
  command: "Made again by",
  version: "Busbar",
  changes: "What would change it",
  next: (step: string, nights: string, kwh: string) =>
    `With the next ${step}: nights served +${nights}, energy lacking −${kwh}.`,
  last: (step: string, nights: string, kwh: string) =>
    `Without the last ${step}: nights served −${nights}, energy lacking +${kwh}.`,
  uneven: (sizes: string) => `Uneven: ${sizes} serve less than something smaller.`,
  always: [
    "Another timetable, longer blocks, or buses that come back later or need more: all raise it.",
    "Another strategy, or one that is told of stays later than assumed.",
    "Base load, preconditioning and losses other than in the scenario.",
  ] as readonly string[],
  date: "Date",
  name: "Name",
  signature: "Signature",
};

/** What a language says of a size. */
export type SizeWords = typeof sizeEn;
