import {
  ControlEnd,
  DepotEnd,
  type LinkSpec,
  MemoryLinks,
  perfectLink,
} from "../../src/links/index.ts";
import { Wire } from "../support/memoryChannel.ts";
import { type LinkKind, linkContract } from "./link.ts";

const direct: LinkKind = {
  name: "direct",
  isLossy: false,
  // Function calls cannot be cut.
  open: (_engine, ports) => ({
    ports,
    dropped: 0,
    cut: () => {},
    join: () => {},
    snapshot: () => null,
    restore: () => {},
  }),
};

function memory(name: string, faults: Partial<LinkSpec>): LinkKind {
  const link = { ...perfectLink, ...faults };
  return {
    name,
    isLossy: link.lossShare > 0,
    open(engine, depot) {
      const specs = { station: link, meter: link, presystem: link, gridOperator: link };
      const links = new MemoryLinks(engine, depot, specs, 7, []);
      return {
        ports: links.ports,
        get dropped() {
          return links.all.reduce((sum, { dropped }) => sum + dropped, 0);
        },
        cut: () => links.all.forEach((one) => one.cut()),
        join: () => links.all.forEach((one) => one.join()),
        snapshot: () => links.snapshot(),
        restore: (saved) => links.restore(saved as ReturnType<MemoryLinks["snapshot"]>),
      };
    },
  };
}

/** Both ends on one clock, that of the depot. */
function pipe(name: string, capacity?: number): LinkKind {
  return {
    name,
    isLossy: false,
    greets: true,
    open(engine, depot) {
      const both = {
        scenario: "same",
        pacing: "paced" as const,
        warn: fail,
        refused: fail,
      };
      const near = new DepotEnd(engine, depot, {
        ...both,
        speed: 1,
        ...(capacity === undefined ? {} : { capacity }),
      });
      const far = new ControlEnd(engine, {
        ...both,
        pointIds: depot.stations.map(({ pointId }) => pointId),
        nodeIds: depot.meters.map(({ nodeId }) => nodeId),
        commit: null,
      });
      let isCut = false;
      const join = (): void => {
        isCut = false;
        const [one, other] = new Wire([], true).open();
        far.connect(other);
        near.connect(one);
      };
      join();
      return {
        ports: far.ports,
        get dropped() {
          return near.dropped;
        },
        cut: () => {
          isCut = true;
          near.close();
        },
        join,
        snapshot: stateOf,
        restore: (saved) => {
          const state = saved as ReturnType<typeof stateOf>;
          // Nobody is at the far end of these.
          far.connect(new Wire().open()[0]);
          near.connect(new Wire().open()[0]);
          near.restore(state.near);
          far.restore(state.far);
          isCut = state.isCut;
          if (!isCut) join();
        },
      };
      function stateOf() {
        return { near: near.snapshot(), far: far.snapshot(), isCut };
      }
    },
  };
}

function fail(text: string): never {
  throw new Error(text);
}

const kinds = [
  direct,
  memory("perfect", {}),
  memory("slow", { latencyMs: 1_000, jitterMs: 3_000 }),
  memory("half-open", { latencyMs: 200, noticeMs: 60_000 }),
  memory("lossy", { latencyMs: 100, lossShare: 0.5, repeatMs: 10_000 }),
  memory("doubling and reordering", {
    jitterMs: 5_000,
    duplicateShare: 0.5,
    reorderShare: 0.5,
    reorderMs: 60_000,
  }),
  memory("bad", {
    latencyMs: 500,
    jitterMs: 2_000,
    lossShare: 0.3,
    duplicateShare: 0.3,
    reorderShare: 0.3,
    reorderMs: 30_000,
    rejectShare: 0.3,
    answerMs: 60_000,
    noticeMs: 30_000,
  }),
  memory("narrow", { latencyMs: 1_000, jitterMs: 1_000, capacity: 3, lossShare: 0.2 }),
  pipe("pipe"),
  pipe("narrow pipe", 3),
];

for (const kind of kinds) linkContract(kind);
