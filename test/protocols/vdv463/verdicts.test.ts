import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  codecOf,
  type Validation,
  type Version,
  versions,
} from "../../../src/protocols/vdv463/index.ts";
import { hasSharedData, sharedJson, sharedPath } from "../../support/sharedData.ts";
import { readOfficialSchemas } from "../../support/vdv463.ts";

interface ManifestEntry {
  readonly file: string;
  readonly handling: string;
  readonly verdict: Readonly<Record<string, { envelope: boolean; payload: boolean | "no-schema" }>>;
}

const edition = { "1.0": "1.0.0", "1.1": "1.1.0", "2.0": "2.0.0-rc1" } as const;

const codecs = (validation: Validation) =>
  new Map(
    versions.map((each) => [
      each,
      codecOf({ version: each, presentPowerIs: "actual" }, validation),
    ]),
  );
const strict = codecs("strict");
const tolerant = codecs("tolerant");
const strictly = (version: Version) => strict.get(version)!;
const tolerantly = (version: Version) => tolerant.get(version)!;

const official = await readOfficialSchemas();
const manifest = hasSharedData ? sharedJson<ManifestEntry[]>("vdv463/frames-manifest.json") : [];
const frameOf = (file: string): string => readFileSync(sharedPath(`vdv463/${file}`), "utf8");

describe.skipIf(!hasSharedData)("frames of the manifest", () => {
  const cases = manifest.flatMap(({ file, verdict }) =>
    versions.map((version) => ({ file, version, verdict: verdict[edition[version]]! })),
  );

  it("are many", () => {
    expect(manifest).toHaveLength(37);
  });

  it.each(cases)("$file is judged as in edition $version", ({ file, version, verdict }) => {
    const isSound = verdict.envelope && verdict.payload !== false;
    expect(strictly(version).read(frameOf(file)).kind).toBe(isSound ? "understood" : "flawed");
  });

  it.each(
    cases.filter(({ file }) =>
      ["env-nonuuid-id", "env-local-time", "err-code-desc"].some((name) => file.includes(name)),
    ),
  )("$file is understood by a tolerant reader ($version)", ({ file, version }) => {
    const read = tolerantly(version).read(frameOf(file));
    expect(read.kind).toBe("understood");
  });

  it("gives a flawed frame back with what an answer needs", () => {
    expect(tolerantly("1.1").read(frameOf("frames/env-unknown-action.json"))).toMatchObject({
      kind: "flawed",
      messageType: "request",
      messageId: "00000000-0000-4000-8000-000000000053",
      action: null,
    });
    expect(tolerantly("1.1").read(frameOf("frames/err-code-desc.json"))).toMatchObject({
      message: { kind: "error", payload: { errorMessage: "not found" } },
    });
    expect(tolerantly("1.1").read(frameOf("frames/env-local-time.json"))).toMatchObject({
      message: { atMs: Date.parse("2026-03-10T15:00:00Z") },
      notes: [expect.stringContaining("UTC")],
    });
    expect(tolerantly("1.1").read(frameOf("frames/env-nonuuid-id.json"))).toMatchObject({
      message: { messageId: "msg-123" },
    });
  });

  it("lets what is mended pass by a tolerant reader, and no more", () => {
    const understood = (version: Version): string[] =>
      manifest
        .map(({ file }) => file)
        .filter((file) => strictly(version).read(frameOf(file)).kind === "flawed")
        .filter((file) => tolerantly(version).read(frameOf(file)).kind === "understood")
        .map((file) => file.replace(/^frames\/|\.json$/g, ""))
        .toSorted();
    expect(understood("1.1")).toEqual(["env-local-time", "env-nonuuid-id"]);
    expect(understood("2.0")).toEqual([
      "env-local-time",
      "env-nonuuid-id",
      "err-code-desc",
      // Members of 1.x that say nothing more: the status of a station, an instruction.
      "pci-fault",
      "pci1-idle",
      "pci2-with-station-status",
      "pcr-instruction-normal",
    ]);
  });
});

describe.skipIf(!hasSharedData)("payloads of another validator's tests", () => {
  /** By the publisher's schemas; the labels in the names mean other things. */
  const sound: Readonly<Record<string, readonly Version[]>> = {
    "cross_field-power_violations.json": [],
    "cross_field-valid_cross_field.json": [],
    "v1.0-invalid-missing_required_field.json": [],
    "v1.0-valid-charging_request_minimal.json": ["1.0", "1.1", "2.0"],
    "v1.1-invalid-charging_request_errors.json": ["1.1"],
    "v1.1-invalid-invalid_charging_info.json": [],
    "v1.1-valid-valid_charging_info.json": ["1.0", "1.1"],
  };

  it.each(Object.keys(sound))("%s", (name) => {
    const payload = sharedJson<object>(`vdv463/third-party/json-validator/${name}`);
    const action = "depotInfoList" in payload ? "Information" : "Requests";
    const frame = JSON.stringify([
      1,
      "BMS",
      "urn:example:op1:bms1",
      "2026-03-10T15:00:00.000Z",
      "00000000-0000-4000-8000-000000000001",
      `ProvideCharging${action}`,
      payload,
    ]);
    const verdicts = versions.filter((each) => strictly(each).read(frame).kind === "understood");
    expect(verdicts).toEqual(sound[name]);
  });

  it("are all here", () => {
    const names = readdirSync(sharedPath("vdv463/third-party/json-validator"));
    expect(names.toSorted()).toEqual(Object.keys(sound));
  });
});

describe.skipIf(!hasSharedData)("recorded sessions", () => {
  it.each([
    ["day-plain-11", "1.1"],
    ["evening-two-presystems-20", "2.0"],
  ] as const)("%s is understood, and said again by the letter", (name, version) => {
    const frames = readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8")
      .split("\n")
      .filter((line) => line.includes('"op":"text"'))
      .map((line) => (JSON.parse(line) as { raw: string }).raw);
    expect(frames.length).toBeGreaterThan(40);
    const codec = strictly(version);
    for (const frame of frames) {
      expect(official.get(version)!.flaws(frame)).toEqual([]);
      const read = codec.read(frame);
      if (read.kind === "flawed") throw new Error(read.reason);
      const again = codec.write(read.message)!;
      expect(official.get(version)!.flaws(again)).toEqual([]);
      expect(codec.losses(read.message)).toEqual([]);
      expect(codec.read(again)).toMatchObject(read);
    }
  });
});
