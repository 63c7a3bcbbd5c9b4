import type { Engine } from "../engine/index.ts";
import type {
  Charging,
  Command,
  DepotPorts,
  Observation,
  Port,
  StationPort,
} from "../messages/index.ts";
import type { Fault, MeterFault } from "./fault.ts";
import { TroubledMeter } from "./troubledMeter.ts";
import { wrongly } from "./wrongly.ts";

type Said = Parameters<Parameters<StationPort["listen"]>[0]>[0];
type Spell = Pick<Fault, "fromMs" | "durationMs">;

/** The devices of a depot whose meters, readings and clocks are wrong at times. */
export function troubledPorts(
  depot: DepotPorts,
  engine: Engine,
  faults: readonly Fault[],
): DepotPorts {
  const isOn = ({ fromMs, durationMs }: Spell): boolean =>
    engine.nowMs >= fromMs && engine.nowMs < fromMs + durationMs;
  const clocks = faults.filter((fault) => fault.kind === "clock");
  const skewed = <O extends Observation>(said: O): O => {
    const byMs = clocks.find(isOn)?.byMs ?? 0;
    return byMs === 0 ? said : { ...said, atMs: said.atMs + byMs };
  };
  const reading = (own: readonly Fault[], said: Said): Said | null => {
    const fault = own.find(isOn);
    if (said.kind !== "charging" || fault?.kind !== "readings") return said;
    return misread(said, fault.says);
  };
  return {
    ...depot,
    stations: depot.stations.map((station, point) => {
      const own = faults.filter((fault) => fault.kind === "readings" && fault.point === point);
      const heard = heardAs(station, (said) => {
        const read = reading(own, said);
        return read === null ? null : skewed(read);
      });
      return { pointId: station.pointId, ...heard };
    }),
    meters: depot.meters.map((meter, node) => {
      const own = faults.filter((fault) => fault.kind === "meter" && fault.node === node);
      return new TroubledMeter(engine, meter, own);
    }),
  };
}

/** @param change what is heard instead; null: nothing */
function heardAs<Says extends Observation, Does extends Command>(
  port: Port<Says, Does>,
  change: (said: Says) => Says | null,
): Port<Says, Does> {
  return {
    listen: (hear) =>
      port.listen((said) => {
        const heard = change(said);
        if (heard !== null) hear(heard);
      }),
    send: (command) => port.send(command),
  };
}

function misread(said: Charging, how: MeterFault): Charging | null {
  if (how === "stuck") return null;
  const wrong = (value: number): number => wrongly(value, how);
  const { soc } = said;
  return {
    ...said,
    powerKw: wrong(said.powerKw),
    energyKwh: wrong(said.energyKwh),
    soc: soc === null ? null : wrong(soc),
  };
}
