import path from "node:path";
import type { Surroundings } from "../../src/cli/surroundings.ts";
import { program } from "../../src/cli/program.ts";
import {
  chartFonts,
  connectLines,
  diskFiles,
  journalFiles,
  listenForLines,
  streamChannel,
  systemNetwork,
} from "../../src/host/index.ts";
import type { FileStore } from "../../src/record/index.ts";
import { root } from "./root.ts";
import { MemoryLive } from "./memoryLive.ts";
import { ownThreadNights, ownThreadWorkers } from "./ownThreadWorkers.ts";

/** A disk in memory; `refuse` throws where a real one would. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, string | Uint8Array>();
  readonly #refuse: (path: string) => void;
  #asides = 0;

  constructor(refuse: (path: string) => void = () => {}) {
    this.#refuse = refuse;
  }

  async readText(file: string): Promise<string | null> {
    return this.text(file) ?? null;
  }

  async readBytes(file: string): Promise<Uint8Array | null> {
    const content = this.files.get(file) ?? null;
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  }

  async list(folder: string): Promise<readonly string[] | null> {
    if (this.files.has(folder)) throw diskError("ENOTDIR", folder);
    const inside = [...this.files.keys()].filter((file) => file.startsWith(`${folder}/`));
    const names = inside.map((file) => file.slice(folder.length + 1).split("/")[0]!);
    return names.length === 0 ? null : [...new Set(names)];
  }

  async makeFolder(folder: string): Promise<void> {
    this.#refuse(folder);
  }

  async write(file: string, content: string | Uint8Array): Promise<void> {
    this.#refuse(file);
    this.files.set(file, content);
  }

  async append(file: string, text: string): Promise<void> {
    this.#refuse(file);
    this.files.set(file, (this.text(file) ?? "") + text);
  }

  async *pieces(file: string): AsyncIterable<Uint8Array> {
    const text = this.text(file);
    if (text === undefined) throw diskError("ENOENT", file);
    yield new TextEncoder().encode(text);
  }

  async move(from: string, to: string): Promise<void> {
    this.#refuse(to);
    const file = this.files.get(from);
    if (file !== undefined) {
      this.files.delete(from);
      this.files.set(to, file);
    }
    for (const [file, content] of this.files) {
      if (file !== from && !file.startsWith(`${from}/`)) continue;
      this.files.delete(file);
      this.files.set(to + file.slice(from.length), content);
    }
  }

  async remove(folder: string): Promise<void> {
    for (const file of this.files.keys()) {
      if (file === folder || file.startsWith(`${folder}/`)) this.files.delete(file);
    }
  }

  async checkWritable(file: string): Promise<void> {
    this.#refuse(file);
  }

  join(...parts: readonly string[]): string {
    return path.posix.join(...parts);
  }

  aside(file: string): string {
    return `${file}.${this.#asides++}.tmp`;
  }

  /** Text of a file, undefined when there is none. */
  text(file: string): string | undefined {
    const content = this.files.get(file);
    return content === undefined || typeof content === "string"
      ? content
      : new TextDecoder().decode(content);
  }
}

/** What Node throws when a disk would not. */
export function diskError(code: string, file: string): Error {
  return Object.assign(new Error(`${code}: no luck, open '${file}'`), { code, path: file });
}

/** What came of a command. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly store: MemoryStore;
}

/** Runs the command line from the root of the checkout: real inputs, results in memory. */
export async function busbar(
  args: readonly string[],
  around: Partial<Surroundings> & { readonly store?: MemoryStore } = {},
): Promise<Outcome> {
  const { store = new MemoryStore(), ...rest } = around;
  let stdout = "";
  let stderr = "";
  let nowMs = 0;
  const exitCode = await program({
    args,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isWatched: false,
    ask: null,
    files: diskFiles(root),
    store,
    journals: (folder) => journalFiles(path.resolve(root, folder)),
    chartFonts,
    // Whoever looks at this clock makes it go; whoever waits, waits for nothing.
    clock: {
      nowMs: () => nowMs++,
      wait: async (durationMs) => {
        nowMs += durationMs;
      },
    },
    channels: {
      stdio: (warn) => streamChannel(process.stdin, process.stdout, warn),
      connect: connectLines,
      listen: listenForLines,
    },
    network: systemNetwork,
    workers: ownThreadWorkers(2),
    nightWorkers: ownThreadNights(2),
    live: new MemoryLive(),
    onInterrupt: () => {},
    schemaFile: path.join(root, "dist/scenario.schema.json"),
    tortureScenario: path.join(root, "scenarios/torture.yaml"),
    version: "1.2.3",
    engineVersion: () => "1.2.3+abc",
    nodeVersion: "v20.0.0",
    ...rest,
  });
  return { exitCode, stdout, stderr, store };
}
