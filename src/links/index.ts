export { type LinkSpec, type LinkSpecs, perfectLink } from "./linkSpec.ts";
export { MemoryLink } from "./memoryLink.ts";
export { ControlEnd, type ControlEndOptions, type ControlEndSnapshot } from "./pipe/controlEnd.ts";
export { DepotEnd, type DepotEndOptions } from "./pipe/depotEnd.ts";
export type { LineChannel } from "./pipe/lineChannel.ts";
export { LineSplitter } from "./pipe/lineSplitter.ts";
export { MemoryLinks } from "./memoryLinks.ts";
