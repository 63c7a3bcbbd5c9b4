// Installs and builds what is missing or stale; quiet and quick when nothing is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
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

const LOCK = ".cache/build.pid";
/** A build older than this has died, whoever bears its number by now. */
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
    ["ci", "--include=dev", "--no-fund", "--no-audit", "--loglevel=error"],
    {
      shell: process.platform === "win32",
    },
  );
  writeFileSync(at("node_modules/.busbar-stamp"), lockfileStamp());
}

function build() {
  say("building");
  const stamp = sourceStamp();
  // What a build that was cut short left behind is gone, too.
  for (const name of readdirSync(at(".cache"))) {
    if (name.startsWith("dist-")) rmSync(at(".cache", name), { recursive: true, force: true });
  }
  const fresh = at(`.cache/dist-${process.pid}`);
  run(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", root, "--outDir", fresh]);
  rmSync(at("dist"), { recursive: true, force: true });
  renameSync(fresh, at("dist"));
  // For editors: scenario files name it in their first line.
  const { status, stdout } = spawnSync(process.execPath, [at("dist/cli/main.js"), "schema"]);
  if (status === 0) writeFileSync(at("dist/scenario.schema.json"), stdout);
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

/** The lock is a file that holds the number of the process that works. */
function withLock(work) {
  mkdirSync(at(".cache"), { recursive: true });
  for (let waits = 0; !taken(); waits++) {
    if (isStale()) unlock();
    else if (waits === 5) say("waiting for another build");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  // `run` ends the process when it fails: the lock must not outlive it.
  process.once("exit", unlock);
  work();
  process.off("exit", unlock);
  unlock();
}

function taken() {
  try {
    writeFileSync(at(LOCK), String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether whoever held the lock has died, by Ctrl-C say, and left it behind. */
function isStale() {
  try {
    const isOld = Date.now() - statSync(at(LOCK)).mtimeMs > LOCK_MS;
    // Its number may not be written yet; 0 asks for ourselves, who live.
    return isOld || !process.kill(Number(stampOf(LOCK)), 0);
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function unlock() {
  rmSync(at(LOCK), { force: true });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  keepBuilt();
