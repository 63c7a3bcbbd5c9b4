export { explained } from "./explained.ts";
