import { timeText } from "./timeText.ts";
import type { Imported } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";

type Columns = Readonly<Record<string, (row: ImportedRow) => string | number | null>>;

const shared: Columns = {
  service_day: (row) => row.serviceDay,
  depot: (row) => row.depot,
  vehicle_id: (row) => row.vehicleId,
  vehicle_class: (row) => row.vehicleType,
};

const tables: Readonly<Record<Imported["kind"], Columns>> = {
  blocks: {
    block_id: (row) => row.blockId,
    ...shared,
    depart_depot: (row) => timeText(row.from),
    return_depot: (row) => timeText(row.to),
    distance_km: (row) => rounded(row.distanceKm),
    energy_kwh: (row) => rounded(row.energyKwh),
  },
  stays: {
    ...shared,
    arrive_depot: (row) => timeText(row.from),
    depart_depot: (row) => timeText(row.to),
    km_prev_block: (row) => rounded(row.distanceKm),
    energy_kwh: (row) => rounded(row.energyKwh),
    soc_at_arrival: (row) => row.stay?.socAtArrival ?? null,
    prev_block_id: (row) => row.stay?.blockBefore ?? null,
    next_block_id: (row) => row.stay?.blockAfter ?? null,
    point_id: (row) => row.stay?.pointId ?? null,
  },
};

/** The table that Busbar reads, without columns in which nothing stands. */
export function tableCsv({ kind, rows }: Imported): string {
  const cells = Object.entries(tables[kind])
    .map(([name, cell]) => [name, ...rows.map((row) => quoted(cell(row)))])
    .filter(([, ...column]) => column.some((text) => text !== ""));
  const lines = Array.from({ length: rows.length + 1 }, (_, i) =>
    cells.map((column) => column[i]).join(","),
  );
  return `${lines.join("\n")}\n`;
}

/** To a metre or a watt-hour. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}

function quoted(cell: string | number | null): string {
  const text = cell === null ? "" : String(cell);
  return /[",;\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
