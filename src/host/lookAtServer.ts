import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** What is heard of a server without a word to it. */
export interface ServerLook {
  /** null: no such name. */
  readonly address: string | null;
  /** Why there is no connection; null: there is one. */
  readonly refused: string | null;
  /** null: it was not asked for, or it did not come to that. */
  readonly tls: TlsLook | null;
}

interface TlsLook {
  readonly version: string;
  readonly cipher: string;
  /** Why nobody that is trusted vouches for it; null: somebody does. */
  readonly distrust: string | null;
  readonly subject: string;
  readonly validToMs: number;
  /** Of its key; null: it has another kind. */
  readonly curve: string | null;
}

/** For each step. Estimate. */
const PATIENCE_MS = 10_000;

/** Connects, shakes hands where the address asks for it, and goes. @param ca PEM of who may vouch for it */
export async function lookAtServer(url: string, ca: string | null): Promise<ServerLook> {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === "wss:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const [{ lookup }, net, tls] = await Promise.all([
    import("node:dns/promises"),
    import("node:net"),
    import("node:tls"),
  ]);
  const found = await lookup(host).catch(() => null);
  if (found === null) return { address: null, refused: null, tls: null };
  const { address } = found;
  const target = { host: address, port: Number(port || (isSecure ? 443 : 80)) };
  const plain = net.connect(target);
  const refused = await settled(plain, "connect");
  if (refused !== null || !isSecure) {
    plain.destroy();
    return { address, refused, tls: null };
  }
  const secure = tls.connect({
    socket: plain,
    ...(net.isIP(host) === 0 && { servername: host }),
    host,
    // It is judged, and told, but not refused.
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ...(ca !== null && { ca }),
  });
  const failed = await settled(secure, "secureConnect");
  const look = failed === null ? tlsLook(secure) : null;
  secure.destroy();
  return { address, refused: failed, tls: look };
}

/** Why it came to nothing; null: it did not. */
function settled(socket: Socket, event: string): Promise<string | null> {
  return new Promise((resolve) => {
    socket.setTimeout(PATIENCE_MS, () => resolve(`no answer within ${PATIENCE_MS / 1000} s`));
    socket.once(event, () => resolve(null));
    socket.on("error", ({ message }) => resolve(message));
    socket.once("close", () => resolve("the connection was closed"));
  });
}

function tlsLook(socket: TLSSocket): TlsLook {
  const certificate = socket.getPeerCertificate();
  return {
    version: socket.getProtocol() ?? "",
    cipher: socket.getCipher().name,
    distrust: socket.authorized ? null : String(socket.authorizationError),
    subject: [certificate.subject?.CN ?? ""].flat().join(", "),
    validToMs: Date.parse(certificate.valid_to),
    curve: certificate.nistCurve ?? certificate.asn1Curve ?? null,
  };
}
