import { id, type RequestId } from "../../messages/index.ts";

/** A request by its presystem and its id, which is unique within that alone. */
export interface RequestKey {
  readonly presystemId: string;
  readonly chargingRequestId: string;
}

/** One name for both: no two keys share it. */
export function requestKey({ presystemId, chargingRequestId }: RequestKey): RequestId {
  // Encoded, it has no slash of its own.
  return id<RequestId>(`${encodeURIComponent(presystemId)}/${chargingRequestId}`);
}

/** Whether a request is one of that presystem. */
export function isOf(presystemId: string, requestId: RequestId): boolean {
  return requestId.startsWith(`${encodeURIComponent(presystemId)}/`);
}
