import type { Law } from "../law.ts";

export const equalShare: Law = {
  name: "equalShare",
  says: "every bus gets its minimum in the order of plug-in, then all an equal part of the rest",
  key: (session) => session.pluggedInAtMs,
  share: "equally",
  drifts: false,
  keepsLimits: true,
};
