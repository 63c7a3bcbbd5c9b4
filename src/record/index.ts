export { digest, hashOf, RowHash, shortHash } from "./digest.ts";
export { RowColumns, rowsParquet } from "./rowsParquet.ts";
export { seriesParquet } from "./seriesParquet.ts";
export { sessionsCsv } from "./sessionsCsv.ts";
export {
  checkRunDirectory,
  type FileStore,
  fillRunDirectory,
  ForeignFolder,
  type Manifest,
  writeRunDirectory,
} from "./writeRunDirectory.ts";
export { writeWhole } from "./writeWhole.ts";
