import type { Fault } from "../fault.ts";

/** Whether nothing of what a presystem wants may get through meanwhile, or not as it was meant. */
export function isInTheWay(fault: Fault): boolean {
  switch (fault.kind) {
    case "answers":
    case "hangUp":
    case "slowReader":
    case "bootRejected":
    case "kill":
    case "diskFull":
      return true;
    case "lists":
      return fault.how !== "turned";
    case "answerIds":
    case "presystemClock":
    case "linkLoss":
    case "reconnectStorm":
    case "reboot":
    case "limit":
    case "meter":
    case "readings":
    case "clock":
    case "lateBus":
    case "planner":
      return false;
  }
}
