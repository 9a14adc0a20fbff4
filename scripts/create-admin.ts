import { parseArgs } from 'node:util'
import { RegisterBody, type RegisterRequest } from '../shared/accounts/account-requests.ts'
import { registerAdmin } from '../shared/accounts/register.ts'
import { openMigratedDatabase } from './database.ts'

const help = `Creates an account with the role admin in the database of DATABASE_URL.

  npm run create-admin -- --email ann@example.com --password '…' [--name Ann]

Most shells do not record a line with a leading space. Exit code: 0 created, 1 the address already has an account,
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
    const outcome = await registerAdmin(database, request, 'npm run create-admin')
    if (outcome.ok) process.stdout.write(`${outcome.value.email} is now an admin. Sign in with POST /auth/login.\n`)
    else process.stderr.write(`${request.email} already has an account, which is unchanged. Use another address.\n`)
    process.exitCode = outcome.ok ? 0 : 1
  } finally {
    await database.close()
  }
}

const chosen = options()
if (chosen === 'help') process.stdout.write(help)
else await run(chosen)
