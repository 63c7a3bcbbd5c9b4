import * as z from "zod";
import { actions } from "../model/message.ts";
import { isObject } from "./isObject.ts";
import { anyUriId } from "./uriId.ts";
import { instant, valuesOf } from "./values.ts";
import type { Version } from "./dialect.ts";

const UUID = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** What a message type is on the wire. These are not the numbers of OCPP. */
export const messageTypes = { request: 1, confirmation: 2, error: 3 } as const;

/** The seven slots around every payload. @param isTolerant also of ids that should be URIs */
export function envelope(version: Version, isTolerant: boolean) {
  return z.tuple([
    z.union([z.literal(1), z.literal(2), z.literal(3)], "expected message type 1, 2 or 3"),
    z.string(),
    isTolerant && version === "1.0" ? anyUriId : valuesOf(version).id,
    instant,
    z.string().refine(isUuid, "expected a UUID"),
    z.enum(actions),
    z.custom<Readonly<Record<string, unknown>>>(isObject, "expected an object as payload"),
  ]);
}
