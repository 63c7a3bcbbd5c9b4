export { type LinkSpec, type LinkSpecs, perfectLink } from "./linkSpec.ts";
export { MemoryLink } from "./memoryLink.ts";
export { MemoryLinks } from "./memoryLinks.ts";
