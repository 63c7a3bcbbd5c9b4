import type { SizeWords } from "./sizeEn.ts";

/** Every word of a report on a size, in German. */
export const sizeDe: SizeWords = {
  title: "Wie groß es sein muss",
  question: "Die Frage",
  asks: (quantity, share) =>
    `Wie groß muss ${quantity} mindestens sein, damit in ${share} aller Nächte jeder Bus so bereit und so pünktlich abfährt wie an einem unbegrenzten Anschluss?`,
  answer: "Die Antwort",
  serve: (size, nights, strategy) => `${size} genügen ${nights}; ${strategy}`,
  every: "in jeder Nacht",
  nightsOf: (served, nights) => `in ${served} von ${nights} Nächten`,
  none: (share, strategy) => `Keine Größe genügt in ${share} aller Nächte; ${strategy}`,
  soFar: (low, high, strategy) => `Abgebrochen: zwischen ${low} und ${high}; ${strategy}`,
  certainty: "Wie sicher",
  larger: (size) =>
    `Die Antwort und zehn größere Werte, bis ${size}, wurden alle erprobt und genügen.`,
  smallest:
    "Kein kleinerer genügt: Jeder ist ausgeschlossen, durch einen Lauf oder die Schranke des Planers.",
  oneNight: "Betrachtet wurde eine Nacht, das ist keine Stichprobe: Andere können mehr brauchen.",
  interval: (share, low, high) =>
    `${share} der betrachteten Nächte genügt es; der wahre Anteil liegt zwischen ${low} und ${high} (Wilson-Intervall, 95 %).`,
  curve: "Größe und Nächte, denen sie genügt",
  curveNote:
    "Alle Größen, die in allen Nächten erprobt wurden. Gefüllt: genügt; hohl: genügt nicht. Die übrigen scheiterten schon in zu vielen.",
  sizeAxis: "Größe",
  shareAxis: "Anteil der Nächte",
  enough: "genügt",
  notEnough: "genügt nicht",
  limits: "Was knapp darunter begrenzt",
  night: "Nacht",
  where: "Wo nichts übrig ist",
  buses: "Busse",
  lacking: "Es fehlen",
  seed: "Startwert",
  cabinet: (id) => `Ladeschrank ${id}`,
  queue: (when, atOnce, bus, time) =>
    `kein freier Ladepunkt ${when}, ${atOnce} warten zugleich, ${bus} ${time}`,
  noLimit: "keine Grenze des Netzes",
  broken: "eine Grenze wird verletzt, Spitze um",
  nothingKnown: "Kleinere wurden nicht erprobt.",
  rests: "Worauf sie beruht",
  scenarios: "Szenarien",
  nights: "Nächte",
  strategy: "Strategie",
  exact: "Kleinstmögliche Spitze",
  carried: "Dasselbe, mit Übertrag von Energie",
  lowerBound: "eine untere Schranke",
  unlimited: "Sofortladen zieht",
  unknown: "unbekannt",
  undriven: (nights) => `Nächte, in denen nicht jeder Umlauf gefahren werden kann: ${nights}`,
  inUse: "Gleichzeitig belegt",
  inUseOf: (points, cabinets) => `${points} Ladepunkte, ${cabinets} Ladeschränke`,
  peak: "Höchste Viertelstunde",
  unavoidable: "Nirgends zu haben",
  unavoidableOf: (short, late) =>
    `${short} Abfahrten unter Ziel und ${late} verspätet an jedem Anschluss; sie zählen als bedient`,
  command: "Wieder erzeugt mit",
  version: "Busbar-Version",
  changes: "Was sie ändern würde",
  next: (step, nights, kwh) =>
    `Mit den nächsten ${step}: bediente Nächte +${nights}, fehlende Energie −${kwh}.`,
  last: (step, nights, kwh) =>
    `Ohne die letzten ${step}: bediente Nächte −${nights}, fehlende Energie +${kwh}.`,
  uneven: (sizes) => `Uneben: ${sizes} genügen seltener als etwas Kleineres.`,
  always: [
    "Ein anderer Fahrplan, längere Umläufe, Busse, die später kommen oder mehr brauchen: Alles das erhöht sie.",
    "Eine andere Strategie, oder eine, die später als angenommen von Standzeiten erfährt.",
    "Andere Grundlast, Vorkonditionierung und Verluste als im Szenario.",
  ],
  date: "Datum",
  name: "Name",
  signature: "Unterschrift",
};
