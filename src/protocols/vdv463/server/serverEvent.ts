import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Presystem } from "../model/message.ts";
import type { Version } from "../schema/dialect.ts";
import type { RequestFlaw } from "./requestFlaws.ts";

/** What a charge management hears of its presystems. */
export type ServerEvent =
  | { readonly kind: "connectionRefused"; readonly remote: string; readonly why: string }
  | (On & {
      readonly kind: "presystemConnected";
      readonly remote: string;
      readonly version: Version;
    })
  | (On & {
      readonly kind: "bootNotified";
      readonly presystemId: string;
      readonly presystem: Presystem;
      readonly isAccepted: boolean;
    })
  | {
      /** The whole list of a presystem: what is missing is withdrawn. Told again when it is judged anew. */
      readonly kind: "chargingRequestsReceived";
      readonly presystemId: string;
      readonly presystem: Presystem;
      /** What can be accepted. */
      readonly requests: readonly ChargingRequest[];
      readonly rejected: readonly RequestFlaw[];
    }
  | (On & { readonly kind: "informationConfirmed"; readonly presystemId: string })
  | (On & {
      readonly kind: "informationRefused";
      readonly presystemId: string;
      readonly errorMessage: string;
    })
  | (On & {
      /** It said something with a ping, which VDV 463 knows nothing of. */
      readonly kind: "pinged";
      readonly presystemId: string;
      readonly text: string;
    })
  | (On & {
      /** Its requests stay in force. */
      readonly kind: "presystemDisconnected";
      readonly presystemId: string | null;
      readonly code: number;
      readonly reason: string;
    })
  | (On & {
      readonly kind: "protocolWarning";
      readonly presystemId: string | null;
      readonly text: string;
    });

interface On {
  /** Counts connections, so that two of one presystem can be told apart. */
  readonly connection: number;
}
