import type { ChargingRequest, ClientNews } from "../protocols/vdv463/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** What there is to tell of a presystem that talks with a charge management. */
export class EmulatedTalk {
  readonly #id: string;
  readonly #around: Pick<Surroundings, "stderr" | "network">;
  readonly #rejected = new Map<string, string>();
  readonly #warnings = new Map<string, number>();
  #lists = 0;
  #confirmed = 0;
  #refused = 0;
  #connections = 0;
  #informed = 0;
  #isIn = false;

  constructor(id: string, around: Pick<Surroundings, "stderr" | "network">) {
    this.#id = id;
    this.#around = around;
  }

  /** Whether a boot was ever accepted. */
  get wasLetIn(): boolean {
    return this.#isIn;
  }

  says(list: readonly ChargingRequest[]): void {
    this.#lists++;
    this.#line(`has ${list.length} requests`);
  }

  warn(text: string): void {
    const times = (this.#warnings.get(text) ?? 0) + 1;
    this.#warnings.set(text, times);
    // The same again is only counted.
    if (times === 1) this.#line(`warning: ${text}`);
  }

  hear(news: ClientNews): void {
    switch (news.kind) {
      case "connected":
        this.#connections++;
        return this.#line(`connected, edition ${news.version}`);
      case "bootAccepted":
        this.#isIn = true;
        return this.#line("boot accepted");
      case "bootRejected":
        return this.#line("boot rejected: the charge management wants nothing of us now");
      case "chargingInformation":
        this.#informed++;
        return this.#tellRejected(news.information.rejectedChargingRequestInfoList ?? []);
      case "requestsConfirmed":
        this.#confirmed++;
        return;
      case "requestsRefused":
        this.#refused++;
        return this.#line(`the list is refused: ${news.errorMessage}`);
      case "disconnected":
        return this.#line(`disconnected: ${news.reason || "no reason given"}`);
      case "warning":
        return this.warn(news.text);
    }
  }

  summary(): string {
    const warnings = [...this.#warnings.values()].reduce((sum, times) => sum + times, 0);
    return (
      `${this.#id}: ${this.#connections} connections, ${this.#lists} lists, ` +
      `confirmed ${this.#confirmed} times, refused ${this.#refused} times, informed ${this.#informed} times, ` +
      `${this.#rejected.size} requests rejected, ${warnings} warnings\n`
    );
  }

  #tellRejected(
    list: readonly { presystemId: string; chargingRequestId: string; reason: string }[],
  ): void {
    for (const { presystemId, chargingRequestId, reason } of list) {
      if (presystemId !== this.#id || this.#rejected.get(chargingRequestId) === reason) continue;
      this.#rejected.set(chargingRequestId, reason);
      this.#line(`${chargingRequestId} is rejected: ${reason}`);
    }
  }

  #line(text: string): void {
    const at = new Date(this.#around.network.timers.nowMs()).toISOString().slice(11, 19);
    this.#around.stderr(`${at} ${text}\n`);
  }
}
