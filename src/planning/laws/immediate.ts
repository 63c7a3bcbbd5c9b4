import type { Law } from "../law.ts";

/** Plug and charge: what happens without charge management. */
export const immediate: Law = {
  name: "immediate",
  says: "every bus at full power from plug-in on, whatever the limits",
  key: (session) => session.pluggedInAtMs,
  share: "inOrder",
  drifts: false,
  keepsLimits: false,
};
