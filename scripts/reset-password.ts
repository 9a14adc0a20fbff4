import { replacePassword } from '../shared/accounts/replace-password.ts'
import { type Credentials, readCredentials } from './accounts/options.ts'
import { openMigratedDatabase } from './database.ts'

const help = `Sets the password of an account in the database of DATABASE_URL, and ends all its sessions. For a password that has leaked
or is lost; a second factor stays.

  npm run reset-password -- --email ann@example.com --password '…'

The password has 12 characters or more and is not easy to guess. Most shells do not record a line with a leading space.
Exit code: 0 changed, 1 the address has no account, 2 wrong usage.
`

async function run({ email, password }: Credentials): Promise<void> {
  const database = await openMigratedDatabase()
  try {
    const outcome = await replacePassword(database, { email, password }, 'npm run reset-password')
    if (outcome.ok) {
      process.stdout.write(
        `${outcome.value.email} (${outcome.value.role}) has the new password. All sessions have ended.\n`,
      )
    } else process.stderr.write(`${email} has no account. Create one with npm run create-admin\n`)
    process.exitCode = outcome.ok ? 0 : 1
  } finally {
    await database.close()
  }
}

const chosen = readCredentials(help, 'Admin')
if (chosen === 'help') process.stdout.write(help)
else await run(chosen)
