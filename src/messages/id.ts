/** Names of things, told apart by the compiler. Make one with `id<VehicleId>("1042")`. */
type Id<Kind extends string> = string & { readonly idOf: Kind };

/** A bus, by the number painted on it or its VDV 261 identifier. */
export type VehicleId = Id<"vehicle">;
/** A place where one cable or pantograph meets one bus. */
export type PointId = Id<"point">;
/** A node of the grid tree: connection, transformer, feeder. */
export type NodeId = Id<"node">;
/** One plugged-in spell at a point, named by the station. */
export type SessionId = Id<"session">;
/** One charging request of the presystem. */
export type RequestId = Id<"request">;

export function id<AnyId extends Id<string>>(text: AnyId | string): AnyId {
  return text as AnyId;
}
