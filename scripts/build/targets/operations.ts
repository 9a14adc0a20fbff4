import { functionFiles } from '../../../functions/_files.ts'
import { manifest } from '../../../functions/_manifest.ts'
import type { Method } from '../../../shared/platform/http/definition.ts'

/** An endpoint, with the file that it is alone in. */
export interface Operation {
  /** `place-order` */
  name: string
  /** `orders/place-order.ts`, below `functions/`. */
  file: string
  method: Method
  route: string
}

/** The one that runs jobs: where it is, the platform's scheduler is set up as well. */
export const RUN_JOB = 'run-job'

/** Every operation of the manifest, in its order. */
export async function allOperations(): Promise<Operation[]> {
  const files = new Map((await functionFiles()).map((file) => [nameOf(file), file]))
  return manifest.map(({ definition: { operation: name, method, route } }) => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`${name} is in the manifest and has no file of its name`)
    return { name, file, method, route }
  })
}

const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.ts$/, '')

/** Every path, with all methods that these operations have on it. */
export function routesOf(operations: readonly Operation[]): [route: string, methods: Method[]][] {
  const methods = new Map<string, Method[]>()
  for (const { route, method } of operations) methods.set(route, [...(methods.get(route) ?? []), method])
  return [...methods]
}
