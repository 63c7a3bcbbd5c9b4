import * as z from "zod";

/** What an id that is no URI is wrapped in, where one is asked for. */
const WRAPPED = "urn:x-busbar:";

/** Longer texts are no ids, and work for nothing. */
const LONGEST = 2000;

/** RFC 3986, but for what no id needs: a user or a number as host. */
const CHAR = "(?:[a-z0-9\\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})";
const PATH = `//[a-z0-9\\-._~]+(?::\\d+)?(?:/${CHAR}*)*|/?${CHAR}+(?:/${CHAR}*)*`;
const URI = new RegExp(
  `^[a-z][a-z0-9+.\\-]*:(?:${PATH})(?:\\?(?:${CHAR}|[/?])*)?(?:#(?:${CHAR}|[/?])*)?$`,
  "i",
);

/** An id in the edition that asks for URIs (1.0). One that is none is wrapped, and unwrapped when it comes back. */
export const uriId = z.codec(
  z.string().refine((text) => readUri(text) !== null, "expected a URI"),
  z.string(),
  { decode: (text) => readUri(text)!, encode: writeUri },
) as unknown as z.ZodType<string>;

/** The same, of one who does not hold to it. */
export const anyUriId = z.codec(z.string(), z.string(), {
  decode: (text) => readUri(text) ?? text,
  encode: writeUri,
}) as unknown as z.ZodType<string>;

/** The id that a URI stands for, or null if it is no URI. */
function readUri(text: string): string | null {
  if (text.length > LONGEST || !URI.test(text)) return null;
  if (!text.startsWith(WRAPPED)) return text;
  try {
    return decodeURIComponent(text.slice(WRAPPED.length));
  } catch {
    return text;
  }
}

function writeUri(id: string): string {
  if (URI.test(id) && !id.startsWith(WRAPPED)) return id;
  // A lone half of a surrogate pair has no bytes to be written as.
  return WRAPPED + encodeURIComponent(id.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
}
