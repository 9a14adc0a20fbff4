import { parseArgs } from 'node:util'
import * as z from 'zod'
import { guessablePassword } from './guessable-password.ts'

export interface Credentials {
  email: string
  password: string
  name: string
}

const Email = z.email().max(254)
const LONGEST_NAME = 200

/** Reads --email, --password and --name. Prints every fault with the help, and ends the process with 2. */
export function readCredentials(help: string, defaultName: string): Credentials | 'help' {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { email: text, password: text, name: text, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return 'help'
    const { email = '', password = '', name = defaultName } = values
    const credentials = { email: email.trim(), password, name: name.trim() }
    const faults = faultsOf(credentials)
    return faults.length === 0 ? credentials : wrongUsage(faults.join('\n'), help)
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error), help)
  }
}

function faultsOf({ email, password, name }: Credentials): string[] {
  const passwordFault = guessablePassword(password, { email, name })
  return [
    ...(Email.safeParse(email).success ? [] : [`--email: ${email === '' ? 'is missing' : 'is not an e-mail address'}`]),
    ...(passwordFault === undefined ? [] : [`--password: ${passwordFault}`]),
    ...(name !== '' && name.length <= LONGEST_NAME ? [] : [`--name: must have 1 to ${LONGEST_NAME} characters`]),
  ]
}

function wrongUsage(reason: string, help: string): never {
  process.stderr.write(`${reason}\n\n${help}`)
  process.exit(2)
}
