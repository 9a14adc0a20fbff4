import type { EdgeFunction, PlatformContext } from '../shared/platform/http/definition.ts'
import { forward } from './_forward.ts'
import { manifest } from './_manifest.ts'

/** A router for all functions, with one environment. */
export function router(env: Record<string, unknown>, context: PlatformContext = {}): Pick<EdgeFunction, 'fetch'> {
  const { fetch } = forward(manifest)
  return { fetch: (request, _env, platform) => fetch(request, env, { ...context, ...platform }) }
}
