import { isUsed } from '../../../shared/platform/configuration/configuration.ts'
import { environmentVariables } from '../../../shared/platform/configuration/environment.ts'
import { normalizeHost } from '../../../shared/platform/configuration/host-list.ts'
import type { Operation } from './operations.ts'
import type { VariablesUsed } from './uses.ts'
import { publicVariables, requiredSecrets, secrets } from './variables.ts'

interface Build {
  operations: readonly Operation[]
  host: string
  env: Record<string, string | undefined>
  variablesUsed: VariablesUsed
}

/** What is missing in the environment of a build for the edge, or contradicts itself. One line for each fault. */
export function findBuildFaults({ operations, host, env, variablesUsed }: Build): string[] {
  return [
    ...urlFaults(env),
    ...hostFaults(env, host),
    ...valueFaults(env),
    ...providerFaults(operations, env, variablesUsed),
  ]
}

function urlFaults({ PUBLIC_URL: url }: Build['env']): string[] {
  if (!url || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return []
  return ['PUBLIC_URL must be a URL like https://api.shop.example']
}

function hostFaults({ ALLOWED_HOSTS: given }: Build['env'], host: string): string[] {
  if (!given) return []
  const allowed = given.split(',').map((entry) => normalizeHost(entry.trim()))
  const isAllowed = allowed.some(
    (one) =>
      one === host ||
      (one?.startsWith('.') && `.${host}`.endsWith(one)) ||
      (one?.startsWith('*.') && host.endsWith(one.slice(1))),
  )
  return isAllowed
    ? []
    : [
        `ALLOWED_HOSTS lacks ${host}, the host of PUBLIC_URL or --host, so every request would be refused. Add it, or unset ALLOWED_HOSTS`,
      ]
}

/** The values that become part of the build. Each would stop the functions at their first request. */
function valueFaults(env: Build['env']): string[] {
  return publicVariables.flatMap((name) => {
    const given = env[name]
    const parsed = given ? environmentVariables[name].safeParse(given) : undefined
    return (parsed?.error?.issues ?? []).map(({ message }) => `${name} ${message}`)
  })
}

function providerFaults(operations: Build['operations'], env: Build['env'], variablesUsed: VariablesUsed): string[] {
  if (env.PAYMENT_PROVIDER) return []
  const names = operations
    .filter((one) => variablesUsed([one]).some((name) => name.endsWith('PAYMENT_PROVIDER')))
    .map(({ name }) => name)
  if (names.length === 0) return []
  return [
    `PAYMENT_PROVIDER is required by ${names.join(', ')}: set PAYMENT_PROVIDER=stripe, or sandbox, which charges nothing`,
  ]
}

/** The secrets of each function, which the platform must have: a line for each set of them. */
export function secretsTable({ operations, env, variablesUsed }: Build): string {
  const rows = new Map<string, string[]>()
  for (const operation of operations) {
    const uses = variablesUsed([operation])
    const required = requiredSecrets(env, uses)
    const optional = secrets.filter((name) => isUsed(name, uses, env.PAYMENT_PROVIDER) && !required.includes(name))
    const row = `${required.join(', ') || 'none'}${optional.length > 0 ? ` (optional: ${optional.join(', ')})` : ''}`
    rows.set(row, [...(rows.get(row) ?? []), operation.name])
  }
  const lines = [...rows].map(([row, names]) => `  ${row}\n    ${names.join(', ')}`)
  return `\nSecrets that the platform must have, by function:\n${lines.join('\n')}\n`
}
