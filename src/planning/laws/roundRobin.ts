import type { Law } from "../law.ts";

export const roundRobin: Law = {
  name: "roundRobin",
  says: "buses take one increment each in turn, in the order of plug-in, until nothing is left",
  key: (session) => session.pluggedInAtMs,
  share: "inRounds",
  drifts: false,
  keepsLimits: true,
};
