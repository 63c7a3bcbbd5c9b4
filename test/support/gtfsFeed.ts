import { zipSync } from "fflate";
import { spoiled } from "./soundDepot.ts";

/** Tables of a feed by their names, `trips` for trips.txt. */
export type Tables = Readonly<Record<string, string>>;

/**
 * A feed of one line between two stops that are 0.09° of latitude apart, 10.0 km as the crow
 * flies. Block A has three trips on weekdays, the last of them after midnight; block B one on
 * every day.
 */
export const feedTables: Tables = {
  agency:
    "agency_id,agency_name,agency_url,agency_timezone\nT,Town,https://example.org,Europe/Berlin\n",
  routes: "route_id,agency_id,route_short_name,route_type\nr1,T,10,3\nr2,T,20,3\n",
  stops: "stop_id,stop_name,stop_lat,stop_lon\nS,South,52.40,13.00\nN,North,52.49,13.00\n",
  calendar:
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n" +
    "WD,1,1,1,1,1,0,0,20260302,20260329\nALL,1,1,1,1,1,1,1,20260302,20260329\n",
  calendar_dates: "service_id,date,exception_type\nWD,20260304,2\nWD,20260307,1\n",
  trips:
    "route_id,service_id,trip_id,block_id,shape_id\n" +
    "r1,WD,a1,A,\nr1,WD,a2,A,\nr1,WD,a3,A,\nr2,ALL,b1,B,\n",
  stop_times:
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" +
    "a1,05:00:00,05:00:00,S,1\na1,05:30:00,05:30:00,N,2\n" +
    "a3,24:40:00,24:40:00,S,1\na3,25:10:30,25:10:30,N,2\n" +
    "a2,9:00:00,9:00:00,N,5\na2,9:30:00,9:30:00,S,9\n" +
    "b1,10:00:00,10:00:00,S,1\nb1,10:30:00,10:30:00,N,2\n",
};

/** A feed in a folder, some of its tables replaced; a table that is null is left out. */
export function feedFolder(
  changes: Readonly<Record<string, string | null>> = {},
): Readonly<Record<string, string>> {
  const tables = Object.entries<string | null>({ ...feedTables, ...changes });
  return Object.fromEntries(
    tables.flatMap(([name, text]) => (text === null ? [] : [[`feed/${name}.txt`, text]])),
  );
}

/** A feed in a folder with one word of one of its tables changed. */
export function changedFeed(table: string, sound: string, bad: string) {
  return feedFolder({ [table]: spoiled(feedTables[table]!, sound, bad) });
}

/** A feed in an archive, within a folder of it. */
export function feedZip(
  changes: Readonly<Record<string, string | null>> = {},
  folder = "",
): Readonly<Record<string, Uint8Array>> {
  const text = new TextEncoder();
  const entries = Object.entries(feedFolder(changes)).map(([path, content]) => [
    path.replace("feed/", folder),
    text.encode(content),
  ]);
  return { "feed.zip": zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>) };
}
