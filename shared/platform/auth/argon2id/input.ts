/** RFC 9106, version 0x13. */
export interface Argon2idInput {
  password: Uint8Array
  salt: Uint8Array
  hashBytes: number
  memoryKibibytes: number
  passes: number
  lanes: number
}
