/** Every word of a report, in English. Other languages have the same keys. */
export const en = {
  lang: "en",
  decimal: ".",
  thousands: ",",
  weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  date: (weekday: string, day: number, month: string) => `${weekday} ${day} ${month}`,
  dateWithYear: (date: string, year: string) => `${date} ${year}`,
  and: "and",
  none: "none",

  report: "Depot report",
  ready: (ready: number, total: number) => `${ready} of ${total} buses leave ready`,
  shortLate: (short: number, late: number) =>
    [short > 0 ? `${short} short of their target` : "", late > 0 ? `${late} late` : ""]
      .filter((part) => part !== "")
      .join(", "),
  verdictPeak: (kw: string, when: string) => `the highest quarter-hour draws ${kw} ${when}`,
  interrupted: "Interrupted: these are partial results, up to",
  nothing: "The run was stopped before the reported period began: there is nothing to show.",

  figures: "Key figures",
  peak15: "Highest quarter-hour",
  highest: "Highest instant",
  departures: "Departures",
  short: "Short of target",
  late: "Late",
  gridEnergy: "Energy from the grid",
  batteryEnergy: "Into batteries",
  loss: "Lost in charging",
  ofCharging: (share: string) => `${share} of what chargers draw`,
  baseLoadEnergy: "Base load",
  unmet: "Missing at departure",
  deficit: "Used beyond empty",
  contractBreaches: "Quarter-hours above contract",
  maxBreaches: "Spells above maximum",
  breachesByBaseLoad: "Breaches by base load alone",

  anchors: "How small the peak could be",
  anchorsNote:
    "Plug and charge is the same depot without any management. The smallest peaks are what " +
    "perfect foresight could reach, when each stay refills what its last block took and when energy " +
    "may be carried over from stay to stay: no strategy beats them.",
  plugAndCharge: "plug and charge",
  thisRun: "this run",
  smallestPeak: "smallest peak",
  smallestCarried: "smallest, energy carried over",
  lowerBound: "The smallest peaks are lower bounds; left out is:",
  relaxed: {
    assignment: "which bus stands where",
    cabinets: "whose turn it is at a cabinet",
    loss: "losses that depend on power",
    minKw: "least powers",
    points: "that there are too few points",
    taper: "that batteries take less when they are nearly full",
  } as Readonly<Record<string, string>>,

  worst: "Buses short or late",
  allReady: "Every bus left on time and with what it should have.",
  more: (count: number) => `and ${count} more, in sessions.csv`,
  bus: "Bus",
  point: "Point",
  planned: "Planned departure",
  left: "Left with",
  target: "Target",
  missing: "Missing",
  delay: "Late by",
  reason: "Why",
  noPoint: "no point was free for it",
  fullPower: "not even full power for all of its stay would do",
  emptyBack: (kwh: string) => `its blocks used ${kwh} more than its battery held`,
  waited: (minutes: string) => `${minutes} from arrival to plug-in`,
  siteFull: (full: string, stay: string) => `connection full for ${full} of ${stay}`,
  lateBack: "it came back after its time to leave",
  foreseenFull: (node: string, from: string, to: string) => `${node} is full from ${from} to ${to}`,
  foreseenMore: (kw: string, ofRating: boolean) =>
    `${kw} more ${ofRating ? "of rating " : ""}there would do`,
  foreseenNever: "no more there alone would do",
  noReason: "nothing in the records tells",

  sitePower: "Power at the connection",
  charging: "charging",
  baseLoad: "base load",
  contract: "contract",
  maximum: "maximum",
  powerAxis: "kW, mean of each quarter-hour",
  powerTitle: "power at the connection",
  powerVerdict: (strategy: string, target: string, ready: string) =>
    `${strategy}, target ${target}: ${ready}`,
  peak: "peak",
  at: (time: string, date: string | null) => `at ${time}${date === null ? "" : ` on ${date}`}`,
  soFar: "INTERRUPTED, so far: ",
  to: "to",
  noLimits: "no limits",

  days: "Peak of each service day",
  daysAxis: "kW",
  daysRisk: (count: number) => [`${count} short`, "or late"],

  stays: "Stays, bus by bus",
  staysTitle: (from: string, to: string) => `Stays from ${from} to ${to}`,
  staysWorst: (count: number) =>
    `The 24 hours with the most buses short or late (${count}); those buses come first.`,
  staysPeak: "The 24 hours around the highest quarter-hour.",
  staysAll: "All buses of the reported period, with the half day before it.",
  staysAllRisk: (count: number) =>
    `All buses of the reported period, with the half day before it; those short or late (${count}) come first.`,
  staysUnmetered:
    "What each point gave was not kept in this run (busbar run --report keeps it): bars show where buses stood.",
  stayPart: (part: number, parts: number) => `part ${part} of ${parts}`,
  here: "at the depot",
  pluggedIn: "plugged in",
  upTo: (share: string, of: string) => `up to ${share} ${of}`,
  ofRating: "of rating",
  ofModules: "of modules",
  leaves: "planned departure",
  shortMark: "leaves short",
  lateMark: "leaves late",
  socOf: (soc: string, target: string) => `${soc} of ${target}`,

  soc: "State of charge at departure",
  socAxis: "state of charge at departure",
  countAxis: "departures",
  readyBuses: "ready",
  shortBuses: "short",
  targets: "targets",

  duration: "Load duration",
  durationAxis: "hours of the period in which power is at least so high",
  durationNote: "All quarter-hours of the connection, the highest first.",

  occupancy: "Points in use",
  occupancyAxis: "points",
  occupied: "with a bus",
  giving: "giving power",
  allPoints: "all points",

  cabinets: "Modules of cabinets at work",
  cabinetsNote:
    "The share of each cabinet's modules that the mean power of each quarter-hour takes at least.",
  modulesOf: (used: string, all: string) => `${used} of ${all} modules`,
  noModules: "none",

  basis: "What this rests on",
  scenario: "Scenario",
  period: "Reported period",
  zone: "Time zone",
  seed: "Seed",
  strategy: "Strategy",
  targetSays: {
    full: "leave with a full battery",
    refillLastBlock: "leave with what the last block used",
  } as Readonly<Record<string, string>>,
  strategySays: {} as Readonly<Record<string, string>>,
  version: "Busbar",
  digest: "Digest",
  command: "Made again by",
  boundReasons: "About the bounds",
  sameDigest: "The same scenario and seed give this digest on every machine.",
};

/** What a language says, and how it writes numbers and dates. */
export type Words = typeof en;
