import type * as z from 'zod'
import { environmentVariables } from '../../shared/platform/configuration/environment.ts'
import { requiredInProduction } from '../../shared/platform/configuration/environment-faults.ts'

const isRequired = (name: string) => requiredInProduction.some((required) => required === name)

function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined)
  if (!parsed.success || parsed.data === undefined) return ''
  if (typeof parsed.data === 'boolean') return parsed.data ? 'True' : 'False'
  return Array.isArray(parsed.data) ? parsed.data.join(',') : String(parsed.data)
}

/** `.env.example`: every variable with its description, commented out at its default. */
export function environmentExample(): string {
  const variables = Object.entries(environmentVariables).map(([name, schema]) => {
    const required = isRequired(name) ? ' Required with DEBUG=False.' : ''
    return `# ${(schema.description ?? '').replaceAll('`', '')}${required}\n# ${name}=${defaultOf(schema)}\n`
  })
  return `# Copy to .env and set what you need. Development requires none of these.\n\n${variables.join('\n')}`
}

/** The table of docs/configuration.md. */
export function configurationTable(): string {
  const rows = Object.entries(environmentVariables).map(([name, schema]) => {
    const value = defaultOf(schema)
    const required = isRequired(name) ? 'yes' : ''
    return `| \`${name}\` | ${schema.description ?? ''} | ${value === '' ? '' : `\`${value}\``} | ${required} |`
  })
  return ['| variable | effect | default | required with `DEBUG=False` |', '|---|---|---|---|', ...rows].join('\n')
}
