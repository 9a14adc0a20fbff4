import { environmentVariables } from '../../shared/platform/configuration/environment.ts'

/** Settings whose value in compose is written by hand, and the address on which compose publishes the shop. */
const byHand = /^ +([A-Z_]+): \$\{\1:?[-?]/gm
const published = ['HOST', 'PORT']

/** The lines of `docker-compose.yml` that hand every other setting to the container. */
export function composeSettings(file: string): string {
  const written = [...file.replace(/# settings:.*# \/settings/s, '').matchAll(byHand)].map(([, name]) => name)
  const names = Object.keys(environmentVariables).filter((name) => !published.includes(name) && !written.includes(name))
  return names.map((name) => `    ${name}: \${${name}:-}`).join('\n')
}
