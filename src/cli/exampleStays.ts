/** Buses of the example. */
const BUSES = 12;

/** Stays of a small depot that nobody has: a file to run at once, and to put one's own in place of. */
export function exampleStays(): string {
  const rows = Array.from({ length: BUSES }, (_, i) => {
    const [type, km] = i % 3 === 2 ? ["A18", 150] : ["S12", 170];
    const arriveMin = 18 * 60 + 25 * i;
    const departMin = 28 * 60 + 30 + 12 * i;
    return [`${type}-${i + 1}`, type, clock(arriveMin), clock(departMin), km + 7 * (i % 5)].join(
      ",",
    );
  });
  return `${["vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block", ...rows].join("\n")}\n`;
}

/** Minutes of a service day as its timetable writes them, beyond 24:00 where they are. */
function clock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours, rest].map((part) => String(part).padStart(2, "0")).join(":");
}
