import { readFile } from 'node:fs/promises'
import { registerCleanup } from '../../../support/cleanup.ts'
import { openMiniflare } from '../../../support/runtime-packages.ts'
import { readJsonc, WranglerConfiguration } from '../formats.ts'

interface Running {
  origin: string
  /** Calls the trigger of the first Worker like Cloudflare's scheduler. */
  trigger(cron: string): Promise<string>
  lines: string[]
}

/**
 * Runs Workers in workerd with the configuration of their wrangler.jsonc; the first one listens.
 * @param secrets as set with `wrangler secret put`
 */
export async function runWorkers(
  out: string,
  folders: readonly string[],
  secrets: Record<string, string>,
): Promise<Running> {
  const lines: string[] = []
  const workers = await Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(`${out}/${folder}/wrangler.jsonc`, 'utf8')
      const configuration = WranglerConfiguration.parse(readJsonc(text))
      const services = configuration.services ?? []
      return {
        name: configuration.name,
        modules: [{ type: 'ESModule' as const, path: `${out}/${folder}/${configuration.main}` }],
        modulesRoot: out,
        compatibilityDate: configuration.compatibility_date,
        bindings: { ...configuration.vars, ...secrets },
        serviceBindings: Object.fromEntries(services.map(({ binding, service }) => [binding, service])),
      }
    }),
  )
  const miniflare = openMiniflare({
    workers,
    unsafeTriggerHandlers: true,
    handleRuntimeStdio(stdout, stderr) {
      for (const stream of [stdout, stderr]) {
        stream.setEncoding('utf8')
        stream.on('data', (text: string) => lines.push(...text.trimEnd().split('\n')))
      }
    },
  })
  registerCleanup(() => miniflare.dispose())
  const { origin } = await miniflare.ready
  return {
    origin,
    lines,
    async trigger(cron) {
      const response = await fetch(`${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`)
      return response.text()
    },
  }
}
