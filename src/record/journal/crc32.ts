/** The polynomial of IEEE 802.3, its lowest power first. */
const POLYNOMIAL = 0xed_b8_83_20;

/** What a byte does to the remainder. */
const ofByte = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder & 1) === 0 ? remainder >>> 1 : (remainder >>> 1) ^ POLYNOMIAL;
  }
  return remainder;
});

/** CRC-32 as of IEEE 802.3, gzip and PNG. It tells every change within 32 bits in a row. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xff_ff_ff_ff;
  const { length } = bytes;
  for (let i = 0; i < length; i++) {
    remainder = (remainder >>> 8) ^ ofByte[(remainder ^ bytes[i]!) & 0xff]!;
  }
  return ~remainder >>> 0;
}
