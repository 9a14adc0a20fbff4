import { createRequire } from 'node:module'
import * as z from 'zod'
import { runtimesFolder } from '../../scripts/test/install-runtimes.ts'

/**
 * What the tests use of Miniflare and of Vercel's edge runtime. Their own types are there only where they are installed
 * (`installRuntimes()`).
 */
interface Miniflare {
  ready: Promise<URL>
  dispose(): Promise<void>
}
interface MiniflareOptions {
  workers: readonly object[]
  unsafeTriggerHandlers?: boolean
  handleRuntimeStdio?(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream): void
}
export interface EdgeRuntime {
  dispatchFetch(url: string, init?: RequestInit): Promise<Response>
}
interface EdgeRuntimeOptions {
  initialCode: string
  extend(context: object): object
}

const isFunction = (value: unknown) => typeof value === 'function'
const MiniflarePackage = z.object({
  Miniflare: z.custom<new (options: MiniflareOptions) => Miniflare>(isFunction),
})
const EdgeRuntimePackage = z.object({
  EdgeRuntime: z.custom<new (options: EdgeRuntimeOptions) => EdgeRuntime>(isFunction),
})

const requireRuntime = createRequire(`${runtimesFolder}/package.json`)

export function openMiniflare(options: MiniflareOptions): Miniflare {
  const { Miniflare } = MiniflarePackage.parse(requireRuntime('miniflare'))
  return new Miniflare(options)
}

export function openEdgeRuntime(options: EdgeRuntimeOptions): EdgeRuntime {
  const { EdgeRuntime } = EdgeRuntimePackage.parse(requireRuntime('edge-runtime'))
  return new EdgeRuntime(options)
}
