/** Real power, kW. */
export type Kilowatts = number;
/** Reactive power, kvar. */
export type Kilovars = number;
/** Energy, Wh in every version; editions before 2.0 leave the unit open. */
export type WattHours = number;
/** Of the usable capacity, 0 to 100. */
export type Percent = number;
export type Celsius = number;
export type Volts = number;
export type Amperes = number;
export type Minutes = number;
export type Kilometres = number;
