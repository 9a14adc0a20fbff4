import { registerAdmin } from '../shared/accounts/register.ts'
import { type Credentials, readCredentials } from './accounts/options.ts'
import { openMigratedDatabase } from './database.ts'

const help = `Creates an account with the role admin in the database of DATABASE_URL.

  npm run create-admin -- --email ann@example.com --password '…' [--name Ann]

The password has 12 characters or more and is not easy to guess. Most shells do not record a line with a leading space.
Exit code: 0 created, 1 the address already has an account, 2 wrong usage.
`

async function run(credentials: Credentials): Promise<void> {
  const database = await openMigratedDatabase()
  try {
    const outcome = await registerAdmin(database, credentials, 'npm run create-admin')
    if (outcome.ok) process.stdout.write(`${outcome.value.email} is now an admin. Sign in with POST /auth/login.\n`)
    else {
      process.stderr.write(
        `${credentials.email} already has an account, which is unchanged. Use another address, or set its password with ` +
          'npm run reset-password\n',
      )
    }
    process.exitCode = outcome.ok ? 0 : 1
  } finally {
    await database.close()
  }
}

const chosen = readCredentials(help, 'Admin')
if (chosen === 'help') process.stdout.write(help)
else await run(chosen)
