/** A request by what matters of it, to be held against another. */
export interface FramedRequest {
  readonly requestId: string;
  readonly departureAtMs: number | null;
  /** All of it, to be read by `wordsOf`. */
  readonly text: string;
}

/** What is compared of a request, by whichever name. */
interface Compared {
  readonly requestId: string;
  readonly vehicleId: string;
  readonly expectedArrivalAtMs: number | null;
  readonly departureAtMs: number | null;
  readonly minTargetSoc: number;
  readonly maxTargetSoc: number;
}

/** As the charge management knows it. */
export function comparable(known: Compared): FramedRequest {
  const { requestId, vehicleId, expectedArrivalAtMs, departureAtMs } = known;
  const socs = [known.minTargetSoc, known.maxTargetSoc].map((soc) => Math.round(soc * 1e4) / 100);
  const text = JSON.stringify([requestId, vehicleId, expectedArrivalAtMs, departureAtMs, ...socs]);
  return { requestId, departureAtMs, text };
}

/** A request in words. */
export function wordsOf({ text }: FramedRequest): string {
  const [requestId, vehicleId, arrival, departure, ...socs] = JSON.parse(text) as [
    string,
    string,
    number | null,
    number | null,
    ...number[],
  ];
  return `${requestId} of ${vehicleId}, ${time(arrival)} to ${time(departure)}, soc ${socs.join(" to ")} %`;
}

/** The requests of a list as it goes over the wire: read without the codec, for that may be wrong. */
export function framedRequests(presystemId: string, list: readonly object[]): FramedRequest[] {
  return (list as readonly Worded[]).map(({ chargingRequestId, vehicleId, chargingRequestData }) =>
    comparable({
      requestId: `${presystemId}/${chargingRequestId}`,
      vehicleId,
      expectedArrivalAtMs: instant(chargingRequestData.expectedArrivalTimeAtChargingPoint),
      departureAtMs: instant(chargingRequestData.requestedTimeForDeparture),
      minTargetSoc: chargingRequestData.minTargetSoc / 100,
      maxTargetSoc: chargingRequestData.maxTargetSoc / 100,
    }),
  );
}

/** As VDV 463 has it; instants as text, or not yet. */
interface Worded {
  readonly chargingRequestId: string;
  readonly vehicleId: string;
  readonly chargingRequestData: {
    readonly expectedArrivalTimeAtChargingPoint?: string | number;
    readonly requestedTimeForDeparture?: string | number;
    readonly minTargetSoc: number;
    readonly maxTargetSoc: number;
  };
}

function instant(said: string | number | undefined): number | null {
  if (said === undefined) return null;
  return typeof said === "number" ? said : Date.parse(said);
}

function time(atMs: number | null): string {
  return atMs === null ? "no time" : new Date(atMs).toISOString();
}
