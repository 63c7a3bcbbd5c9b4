/**
 * Values as links carry them: a wire must change nothing, so what is said is
 * rounded before it is said. Soc to 0.0001, power to the watt, energy to the
 * watt-hour, time to the millisecond.
 */

export function socOnLink(soc: number): number {
  return Math.round(soc * 1e4) / 1e4;
}

export function powerOnLink(powerKw: number): number {
  return Math.round(powerKw * 1e3) / 1e3;
}

export function energyOnLink(energyKwh: number): number {
  return Math.round(energyKwh * 1e3) / 1e3;
}
