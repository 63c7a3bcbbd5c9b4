/** HTTP Basic (RFC 7617). */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}
