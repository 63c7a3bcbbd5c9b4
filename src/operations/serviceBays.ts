import type { Service } from "./service.ts";

/** Plain JSON. */
export interface ServiceBaysSnapshot {
  readonly taken: readonly number[];
  readonly queues: readonly (readonly number[])[];
}

/** The places where services are done: who comes first is served first. */
export class ServiceBays {
  readonly #services: readonly Service[];
  readonly #onPlace: (bus: number) => void;
  readonly #taken: number[];
  #queues: number[][];

  /** @param onPlace a bus that waited has a place now */
  constructor(services: readonly Service[], onPlace: (bus: number) => void) {
    this.#services = services;
    this.#onPlace = onPlace;
    this.#taken = services.map(() => 0);
    this.#queues = services.map(() => []);
  }

  /** Gives the bus a place, or false and one in the queue. */
  ask(service: number, bus: number): boolean {
    const { places } = this.#services[service]!;
    if (places === null || this.#taken[service]! < places) {
      this.#taken[service]!++;
      return true;
    }
    this.#queues[service]!.push(bus);
    return false;
  }

  /** The bus waits no longer. */
  giveUp(service: number, bus: number): void {
    this.#queues[service] = this.#queues[service]!.filter((waiting) => waiting !== bus);
  }

  /** A place is free: whoever has waited longest has it now. */
  leave(service: number): void {
    const next = this.#queues[service]!.shift();
    if (next === undefined) this.#taken[service]!--;
    else this.#onPlace(next);
  }

  snapshot(): ServiceBaysSnapshot {
    return { taken: [...this.#taken], queues: this.#queues.map((queue) => [...queue]) };
  }

  restore(saved: ServiceBaysSnapshot): void {
    this.#taken.splice(0, Infinity, ...saved.taken);
    this.#queues = saved.queues.map((queue) => [...queue]);
  }
}
