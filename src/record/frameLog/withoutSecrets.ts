import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What stands where a secret stood. */
const REMOVED = "***";

/** The rest of a JSON string. Nothing here looks at a character more than a few times: frames may be long. */
const REST = String.raw`[^"\\]*(?:\\.[^"\\]*)*`;

/** Members of JSON that hold a secret, whatever the message. */
const SECRET_MEMBERS =
  "(?:proxy-)?authorization|authorizationKey|basicAuthPassword|(?:apn)?password|passwd|secret|clientSecret|(?:access_?|refresh_?|auth_?)?token|api_?key";

/** What is taken out: the group stays, what follows it goes. */
const secrets: readonly RegExp[] = [
  // A header of HTTP, to the end of its line.
  /^((?:proxy-)?authorization[ \t]*:[ \t]*)[^\r\n]+/gim,
  // The same in the midst of a line.
  /(authorization\W{1,4}(?:basic|bearer|digest)\s+)[^\s"',;]+/gi,
  // wss://user:PASSWORD@host; JSON may write a slash as \/.
  /([a-z][a-z0-9+.-]{1,15}:(?:\\?\/){2}[^\s/?#@:"\\]*:)(?:[^\s/?#"\\]|\\[^/])+(?=@)/gi,
  // ?token=SECRET
  /([?&;](?:(?:access_|auth_)?token|password|passwd|secret|api_?key|sig|signature)=)[^\s&;#"'\\]+/gi,
  new RegExp(`("(?:${SECRET_MEMBERS})"\\s*:\\s*")${REST}`, "gi"),
];

/** Values that are secret when a word stands in the same message: OCPP names a variable in one member and gives it in another. */
const secretsBeside: readonly (readonly [word: RegExp, value: RegExp])[] = [
  [/AuthorizationKey/i, new RegExp(`("value"\\s*:\\s*")${REST}`, "g")],
  [/BasicAuthPassword/i, new RegExp(`("attributeValue"\\s*:\\s*")${REST}`, "g")],
  [/SetNetworkProfile|"vpn"/, new RegExp(`("key"\\s*:\\s*")${REST}`, "g")],
];

/** Members of JSON that tell who charged. */
const ID = new RegExp(`("(?:idTag|parentIdTag|idToken)"\\s*:\\s*")(${REST})(?=")`, "g");

/** Long enough to tell ids apart, short enough for an idTag of OCPP 1.6 (20 characters). */
const ID_DIGITS = 16;

/** With what ids are made pseudonyms: equal ones stay equal, and nobody without the key can tell whose they are. */
export interface IdKey {
  readonly keyId: string;
  readonly key: Uint8Array;
}

/** A text without passwords, keys and tokens; without ids, too, when there is a key for them. */
export function withoutSecrets(text: string, ids: IdKey | null): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replace(secret, `$1${REMOVED}`);
  for (const [word, value] of secretsBeside) {
    if (word.test(clean)) clean = clean.replace(value, `$1${REMOVED}`);
  }
  if (ids === null) return clean;
  return clean.replace(ID, (_, member: string, id: string) => member + pseudonym(id, ids));
}

/** All texts within a value without secrets. */
export function valueWithoutSecrets<T>(value: T, ids: IdKey | null): T {
  const clean = (part: unknown): unknown => {
    if (typeof part === "string") return withoutSecrets(part, ids);
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, clean(each)]));
  };
  return clean(value) as T;
}

/** @param id as it stands in JSON */
function pseudonym(id: string, { key }: IdKey): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(plain(id)))).slice(0, ID_DIGITS);
}

/** One id may be written in several ways. */
function plain(id: string): string {
  try {
    return String(JSON.parse(`"${id}"`));
  } catch {
    return id;
  }
}
