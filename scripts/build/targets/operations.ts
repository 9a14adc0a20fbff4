import { functionFiles } from '../../../functions/_files.ts'
import { manifest } from '../../../functions/_manifest.ts'
import type { Method } from '../../../shared/platform/http/definition.ts'

/** An endpoint and its file. */
export interface Operation {
  /** `place-order` */
  name: string
  /** `orders/place-order.ts`, below `functions/`. */
  file: string
  method: Method
  route: string
}

/** The operation that runs jobs. A build that contains it configures the platform's scheduler. */
export const RUN_JOB = 'run-job'

/** Every operation of the manifest, in its order. */
export async function allOperations(): Promise<Operation[]> {
  const files = new Map((await functionFiles()).map((file) => [nameOf(file), file]))
  return manifest.map(({ definition: { operation: name, method, route } }) => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`${name} is in the manifest, but has no file of that name`)
    return { name, file, method, route }
  })
}

const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.ts$/, '')

/** Every path with all its methods. */
export function routesOf(operations: readonly Operation[]): [route: string, methods: Method[]][] {
  const methods = new Map<string, Method[]>()
  for (const { route, method } of operations) methods.set(route, [...(methods.get(route) ?? []), method])
  return [...methods]
}
