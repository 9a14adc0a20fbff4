import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { edgeOptions, functionFiles } from './options.ts'

export interface Measured {
  /** `orders/place-order` */
  name: string
  minifiedBytes: number
  gzippedBytes: number
  /** What it consists of, minified, largest first: packages by name, all of ours as `larder`. */
  parts: readonly [name: string, bytes: number][]
}

const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//
export const gzippedBytes = (code: Uint8Array): number => gzipSync(code).byteLength

/** Every function as it is built for the edge, measured; nothing is written. */
export async function measureBundles(root: string): Promise<Measured[]> {
  const files = await functionFiles(root)
  const entryPoints = files.map((file) => `${root}functions/${file}`)
  const { outputFiles, metafile } = await build({
    ...edgeOptions(root),
    ...{ entryPoints, metafile: true, write: false, absWorkingDir: root },
  })
  return Object.values(metafile.outputs).map((output, index) => {
    const code = outputFiles[index]?.contents ?? new Uint8Array()
    return {
      name: (output.entryPoint ?? '').replace(/^functions\/|\.ts$/g, ''),
      ...{ minifiedBytes: code.byteLength, gzippedBytes: gzippedBytes(code), parts: partsOf(output.inputs) },
    }
  })
}

function partsOf(inputs: Record<string, { bytesInOutput: number }>): [string, number][] {
  const bytes = new Map<string, number>()
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = PACKAGE.exec(file)?.[1] ?? 'larder'
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
  }
  return [...bytes].sort(([, one], [, other]) => other - one)
}
