/** A bus as it usually is: where to start from when nothing better is known (estimates). */
export interface UsualBus {
  /** Its name as a type. */
  readonly type: string;
  readonly says: string;
  readonly grossKwh: number;
  readonly usableKwh: number;
  readonly consumptionKwhPerKm: number;
  readonly maxChargeKw: number;
  /** What names of its kind have in them. */
  readonly pattern: RegExp;
}

const solo: UsualBus = {
  type: "S12",
  says: "12 m",
  grossKwh: 420,
  usableKwh: 336,
  consumptionKwhPerKm: 1.3,
  maxChargeKw: 150,
  pattern: /12|solo|standard/i,
};

const articulated: UsualBus = {
  type: "A18",
  says: "18 m, articulated",
  grossKwh: 600,
  usableKwh: 480,
  consumptionKwhPerKm: 1.9,
  maxChargeKw: 150,
  pattern: /18|articulated|gelenk/i,
};

const coach: UsualBus = {
  type: "C14",
  says: "14 m coach",
  grossKwh: 480,
  usableKwh: 384,
  consumptionKwhPerKm: 1.5,
  maxChargeKw: 150,
  pattern: /14|coach/i,
};

/** The bus that a name in a timetable stands for, going by the name; null: it says nothing. */
export function usualBus(name: string): UsualBus | null {
  return [articulated, coach, solo].find(({ pattern }) => pattern.test(name)) ?? null;
}

/** What is taken for a bus whose name says nothing. */
export const otherBus: UsualBus = solo;
