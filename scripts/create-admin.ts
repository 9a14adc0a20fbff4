import { parseArgs } from 'node:util'
import { RegisterBody, type RegisterRequest } from '../shared/accounts/account-requests.ts'
import { registerAdmin } from '../shared/accounts/register.ts'
import { openMigratedDatabase } from './database.ts'

const help = `Makes an account with the role admin in the database that the environment names.

  npm run create-admin -- --email ann@example.com --password '…' [--name Ann]

A leading space keeps the line out of most shells' history. Exit code: 0 made, 1 the address has an account already,
2 wrong usage.
`

function wrongUsage(reason: string): never {
  process.stderr.write(`${reason}\n\n${help}`)
  process.exit(2)
}

function options(): RegisterRequest | 'help' {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { email: text, password: text, name: text, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return 'help'
    const { email = '', password = '', name = 'Admin' } = values
    const parsed = RegisterBody.safeParse({ email, password, name })
    if (parsed.success) return parsed.data
    return wrongUsage(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'))
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

async function run(request: RegisterRequest): Promise<void> {
  const database = await openMigratedDatabase()
  try {
    const made = await registerAdmin(database, request, 'npm run create-admin')
    if (made.ok) process.stdout.write(`${made.value.email} is an admin now. Sign in with POST /auth/login.\n`)
    else process.stderr.write(`${request.email} has an account already, which stays as it is. Use another address.\n`)
    process.exitCode = made.ok ? 0 : 1
  } finally {
    await database.close()
  }
}

const chosen = options()
if (chosen === 'help') process.stdout.write(help)
else await run(chosen)
