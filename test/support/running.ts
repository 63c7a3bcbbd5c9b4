import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./root.ts";
import { mainFile } from "./busbar.ts";

/** A process of ours, and what it says. */
export class Running {
  readonly child: ChildProcess;
  readonly end: Promise<unknown[]>;
  told = "";

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [mainFile, ...args], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.end = once(this.child, "close");
    this.child.stderr!.setEncoding("utf8").on("data", (piece: string) => (this.told += piece));
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async says(words: RegExp): Promise<void> {
    while (!words.test(this.told)) {
      if (this.isOver) throw new Error(`it ended, and said:\n${this.told}`);
      await sleep(5);
    }
  }
}
