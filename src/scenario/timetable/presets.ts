import type { Preset } from "./preset.ts";

/** Stays at the depot, one a row. */
export const stays: Preset<
  | "vehicleId"
  | "vehicleType"
  | "arrive"
  | "depart"
  | "distanceKm"
  | "energyKwh"
  | "socAtArrival"
  | "nextDistanceKm"
  | "nextEnergyKwh"
  | "blockBefore"
  | "blockAfter"
  | "pointId"
  | "depot"
  | "serviceDay"
> = {
  what: "stays",
  columns: {
    vehicleId: ["vehicle_id"],
    vehicleType: ["vehicle_class", "vehicle_type"],
    arrive: ["arrive_depot"],
    depart: ["depart_depot"],
    distanceKm: ["km_prev_block"],
    energyKwh: ["energy_kwh"],
    socAtArrival: ["soc_at_arrival"],
    nextDistanceKm: ["km_next_block"],
    nextEnergyKwh: ["energy_kwh_next_block"],
    blockBefore: ["prev_block_id"],
    blockAfter: ["next_block_id"],
    pointId: ["point_id"],
    depot: ["depot"],
    serviceDay: ["service_day"],
  },
  required: ["vehicleId", "vehicleType", "arrive", "depart"],
};

/** Blocks, from pulling out to pulling in, one a row. */
export const blocks: Preset<
  | "blockId"
  | "vehicleId"
  | "vehicleType"
  | "depart"
  | "return"
  | "distanceKm"
  | "energyKwh"
  | "depot"
  | "serviceDay"
> = {
  what: "blocks",
  columns: {
    blockId: ["block_id"],
    vehicleId: ["vehicle_id"],
    vehicleType: ["vehicle_class", "vehicle_type"],
    depart: ["depart_depot", "departure_time"],
    return: ["return_depot", "arrival_time"],
    distanceKm: ["distance_km", "distance"],
    energyKwh: ["energy_kwh"],
    depot: ["depot"],
    serviceDay: ["service_day"],
  },
  required: ["vehicleType", "depart", "return"],
};
