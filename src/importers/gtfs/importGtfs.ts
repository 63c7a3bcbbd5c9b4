import { Zone } from "../../operations/index.ts";
import { InputProblem, type Preset } from "../../scenario/index.ts";
import type { Imported, Importer, Source } from "../imported.ts";
import type { ImportedRow } from "../importedRow.ts";
import { activeServices } from "./activeServices.ts";
import { blocksOfDay, type FeedTrips } from "./blocksOfDay.ts";
import { busTrips } from "./busTrips.ts";
import { datedTime } from "./datedTime.ts";
import { Feed } from "./feed.ts";
import { type ServiceDay, serviceDays } from "./serviceDays.ts";
import { tripDistances } from "./tripDistances.ts";
import { tripTimes } from "./tripTimes.ts";

const agency: Preset<"timezone"> = {
  what: "agency.txt",
  columns: { timezone: ["agency_timezone"] },
  required: ["timezone"],
};

/**
 * Blocks of a GTFS feed, from pulling out of the depot to pulling in. With a period they get
 * dates; without one, or when people say so, a code for each kind of day.
 */
export const importGtfs: Importer = async (source) => {
  const { files, path, options, warnings } = source;
  const feed = await Feed.open(files, path, warnings);
  const zone = await zoneOf(feed, warnings);
  const active = await activeServices(feed, options, warnings);
  const running = new Set([...active.values()].flatMap((services) => [...services]));
  const trips = await busTrips(feed, running, options, warnings);
  const times = await tripTimes(feed, trips);
  const distances = await tripDistances(feed, trips, times, options.distanceUnit, warnings);
  const withBuses = new Set([...trips.values()].map(({ serviceId }) => serviceId));
  const days = serviceDays(onlyWith(withBuses, active));
  const all: FeedTrips = { trips, times, distances };
  const isDated = !options.asServiceDays && (options.from ?? options.to) !== null;
  warnOfGuesses(source);
  return {
    kind: "blocks",
    rows: isDated ? dated(all, days, zone, source) : coded(all, days, source),
    read: `${trips.size} trips`,
    columns: { used: Object.fromEntries(feed.tables.map((name) => [name, name])), ignored: [] },
    distance: distances.how,
    timezone: zone.name,
    serviceDays: isDated ? [] : days,
  } satisfies Imported;
};

/** The zone of all times, which is that of the first agency. @throws InputProblem when it is none */
async function zoneOf(feed: Feed, warnings: Source["warnings"]): Promise<Zone> {
  let zone: Zone | null = null;
  for await (const { row, at } of feed.rows(agency)) {
    const name = row.name(at.timezone);
    if (zone !== null) {
      if (name !== zone.name)
        warnings.add(`agencies differ in their time zone: all are taken as ${zone.name}`);
      continue;
    }
    try {
      zone = new Zone(name);
    } catch {
      throw row.flaw(
        at.timezone,
        `found "${name.slice(0, 40)}", expected a time zone like Europe/Berlin`,
      );
    }
  }
  if (zone !== null) return zone;
  throw new InputProblem({
    place: { file: feed.path("agency.txt"), line: 2 },
    message: "there is no agency, so nobody knows the time zone",
    mend: "it needs a row with agency_timezone",
  });
}

/** Services that have a trip of a bus; dates without one are left out. */
function onlyWith(
  withBuses: ReadonlySet<string>,
  active: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const [date, services] of active) {
    const buses = new Set([...services].filter((service) => withBuses.has(service)));
    if (buses.size > 0) kept.set(date, buses);
  }
  return kept;
}

/** Blocks of every kind of day, once. */
function coded(all: FeedTrips, days: readonly ServiceDay[], source: Source): ImportedRow[] {
  return days.flatMap(({ code, services }) =>
    blocksOfDay(all, services, source.options, source.warnings).map((block) => ({
      ...block,
      serviceDay: code,
    })),
  );
}

/** Blocks of every date. */
function dated(
  all: FeedTrips,
  days: readonly ServiceDay[],
  zone: Zone,
  { options, warnings }: Source,
): ImportedRow[] {
  const onDates = days.flatMap(({ dates, services }) => {
    const blocks = blocksOfDay(all, services, options, warnings);
    return dates.map((date) => ({ date, blocks }));
  });
  return onDates
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap(({ date, blocks }) =>
      blocks.map((block) => {
        const from = datedTime(zone, date, block.from.minutes, "down");
        const to = datedTime(zone, date, block.to.minutes, "up");
        if (from.isMoved || to.isMoved) {
          warnings.add(
            `on ${date} clocks show an hour twice: times in the second one are moved to its edges`,
            block.line,
          );
        }
        return { ...block, from: from.time, to: to.time };
      }),
    );
}

/** What a feed never says and people did not, either. */
function warnOfGuesses({ options, warnings }: Source): void {
  if (options.vehicleType === null) {
    warnings.add("a feed names no vehicle types: --vehicle-type says which, standard_12m is taken");
  }
  if (options.pullOutMin === 0 && options.pullInMin === 0) {
    warnings.add(
      "a feed leaves out the ways from and to the depot: --pull-out-min, --pull-in-min and --deadhead-km add them",
    );
  }
}
