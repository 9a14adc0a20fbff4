import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { Role } from '../platform/auth/role.ts'
import { Timestamp } from '../values.ts'

/** The result of `customer_view` and `GET /me`. */
export const Account = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    birthDate: z.iso
      .date()
      .nullable()
      .meta({ description: 'Declared by the customer. Required for age-restricted products.' }),
    addresses: z.array(Address),
    emailVerified: z.boolean().meta({ description: 'Whether the owner of the address has confirmed it.' }),
    totpEnabled: z.boolean().meta({ description: 'Whether signing in requires a code of an authenticator app.' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Account' })
export type Account = z.output<typeof Account>

export const Tokens = z
  .object({
    accessToken: z.string().meta({ description: 'A JWT. Send it as Authorization: Bearer.' }),
    expiresIn: z.int().positive().meta({ description: 'Seconds until the access token expires.' }),
    refreshToken: z.string().meta({ description: 'Valid for one use: each refresh returns the next one.' }),
  })
  .meta({ id: 'Tokens' })
export type Tokens = z.output<typeof Tokens>
