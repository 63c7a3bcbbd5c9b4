export { digest, shortHash } from "./digest.ts";
export { seriesParquet } from "./seriesParquet.ts";
export { sessionsCsv } from "./sessionsCsv.ts";
export {
  checkRunDirectory,
  type FileStore,
  ForeignFolder,
  type Manifest,
  writeRunDirectory,
} from "./writeRunDirectory.ts";
export { writeWhole } from "./writeWhole.ts";
