// Installs and builds what is missing or stale; quiet and quick when nothing is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

/** A build older than this has died and left its lock behind. */
const LOCK_MS = 10 * 60_000;

/** Makes node_modules and dist fit the checkout, one process at a time. */
export function keepBuilt() {
  if (isInstalled() && isBuilt()) return;
  withLock(() => {
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  });
}

function isInstalled() {
  return stampOf("node_modules/.busbar-stamp") === lockfileStamp();
}

function isBuilt() {
  return stampOf("dist/.stamp") === sourceStamp();
}

function install() {
  say("installing packages");
  run(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["ci", "--no-fund", "--no-audit", "--loglevel=error"],
    {
      shell: process.platform === "win32",
    },
  );
  writeFileSync(at("node_modules/.busbar-stamp"), lockfileStamp());
}

function build() {
  say("building");
  const stamp = sourceStamp();
  const fresh = at(`.cache/dist-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  run(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", root, "--outDir", fresh]);
  rmSync(at("dist"), { recursive: true, force: true });
  renameSync(fresh, at("dist"));
  // For editors: scenario files name it in their first line.
  const { stdout } = spawnSync(process.execPath, [at("dist/cli/main.js"), "schema"]);
  writeFileSync(at("dist/scenario.schema.json"), stdout);
  writeFileSync(at("dist/.stamp"), stamp);
}

function run(command, args, options = {}) {
  // Standard output belongs to the command that is about to run.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    ...options,
  });
  if (status === 0) return;
  console.error(
    `busbar: ${path.basename(command)} ${args[0]} failed${error ? `: ${error.message}` : ""}`,
  );
  process.exit(1);
}

function say(what) {
  console.error(`busbar: ${what} …`);
}

function stampOf(file) {
  try {
    return readFileSync(at(file), "utf8");
  } catch {
    return null;
  }
}

function lockfileStamp() {
  return createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .digest("hex");
}

/** Names, sizes and times of all that a build depends on. */
function sourceStamp() {
  const files = readdirSync(at("src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  const lines = [...files, at("tsconfig.json"), at("package-lock.json")].sort().map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${path.relative(root, file)} ${size} ${mtimeMs}`;
  });
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function withLock(work) {
  const lock = at(".cache/build.lock");
  mkdirSync(at(".cache"), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > LOCK_MS) {
        rmSync(lock, { recursive: true, force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  // `run` ends the process when it fails: the lock must not outlive it.
  process.once("exit", () => rmSync(lock, { recursive: true, force: true }));
  work();
  rmSync(lock, { recursive: true, force: true });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  keepBuilt();
