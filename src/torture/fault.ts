import type { PresystemFault } from "./presystem/presystemFault.ts";
import type { Spell } from "./spell.ts";

/** One thing that goes wrong in a night. Plain JSON, so that a list of them can be cut down, printed and run again. */
export type Fault = DepotFault | PresystemFault;

/** One that befalls the depot, its links or the process that charges in it. */
export type DepotFault =
  /** Links of stations carry nothing, or carry it badly. */
  | (Spell & { readonly kind: "linkLoss"; readonly points: readonly number[] })
  /** All links go and come back, again and again. */
  | (Spell & { readonly kind: "reconnectStorm"; readonly times: number })
  /** Stations stop, forget their limits, and are there again. */
  | (Spell & { readonly kind: "reboot"; readonly points: readonly number[] })
  /** A limit of the grid is another for a while. */
  | (Spell & { readonly kind: "limit"; readonly node: number; readonly maxKw: number })
  /** A meter says the same for ever, or what no meter can say. */
  | (Spell & { readonly kind: "meter"; readonly node: number; readonly says: MeterFault })
  /** A station's readings of a session are such. */
  | (Spell & { readonly kind: "readings"; readonly point: number; readonly says: MeterFault })
  /** Clocks of devices are wrong by so much [ms]. */
  | (Spell & { readonly kind: "clock"; readonly byMs: number })
  /** A bus comes late, and nobody knows before it should have come. */
  | (Spell & { readonly kind: "lateBus"; readonly bus: number; readonly stay: number })
  /** Plans come late, or never. */
  | (Spell & { readonly kind: "planner"; readonly delayMs: number | null })
  /** The process ends at its n-th write to the disk from `fromMs` on, and is started again. */
  | (Spell & { readonly kind: "kill"; readonly atChange: number })
  /** Nothing more fits on the disk. */
  | (Spell & { readonly kind: "diskFull" });

/** What a broken meter says. */
export type MeterFault = "stuck" | "nan" | "negative" | "huge";
