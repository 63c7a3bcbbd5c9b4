import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Instant } from "../model/instant.ts";
import { requestFlaws } from "../server/requestFlaws.ts";
import type { Finding } from "./finding.ts";

const DAY_MS = 86_400_000;
/** More is taken for watts. Estimate. */
const MOST_PRECONDITIONING_KW = 200;

/**
 * What is doubtful in a list of requests.
 * @param points null if they are not known
 */
export function requestFindings(
  list: readonly ChargingRequest[],
  points: ReadonlySet<string> | null,
  atMs: Instant,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const request of list) {
    const { chargingRequestId: id } = request;
    if (seen.has(id)) findings.push(error("duplicate request id", `${id} is there twice`));
    seen.add(id);
    findings.push(...doubts(request, atMs));
  }
  for (const { chargingRequestId, reason } of requestFlaws(list, points)) {
    const [code = ""] = reason.split(":");
    const rule = code.toLowerCase().replaceAll("_", " ");
    findings.push(error(rule, `${chargingRequestId}: ${reason.slice(code.length + 2)}`));
  }
  return findings;
}

const error = (rule: string, text: string): Finding => ({ severity: "error", rule, text });

function doubts(request: ChargingRequest, atMs: Instant): Finding[] {
  const {
    chargingRequestId: id,
    chargingRequestData: data,
    manualPreconditioning: manual,
  } = request;
  const { expectedSocAtArrival: soc, maxTargetSoc, requestedTimeForDeparture: departure } = data;
  const findings: Finding[] = [];
  const warn = (rule: string, text: string): void => {
    findings.push({ severity: "warning", rule, text: `${id}: ${text}` });
  };
  if (departure !== undefined && departure < atMs) {
    warn("departure past", `departure was at ${new Date(departure).toISOString()}`);
  }
  if (departure !== undefined && departure > atMs + 7 * DAY_MS) {
    warn("departure far ahead", `departure at ${new Date(departure).toISOString()}`);
  }
  if (soc !== undefined && soc >= maxTargetSoc) {
    warn("nothing to charge", `arrives with ${soc} %, is to have ${maxTargetSoc} %`);
  }
  if (soc !== undefined && soc < 10) {
    const text = `${id}: arrives with ${soc} %`;
    findings.push({ severity: "information", rule: "low on arrival", text });
  }
  const powers = [manual?.hvacAuxiliaryConsumerPower, manual?.systemAuxiliaryConsumerPower];
  for (const kw of powers) {
    if (kw === undefined || kw <= MOST_PRECONDITIONING_KW) continue;
    warn("unit mix-up", `${kw} kW of preconditioning; are these watts?`);
  }
  return findings;
}
