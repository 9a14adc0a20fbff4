import type { Plugin } from 'esbuild'
import { functionFiles } from '../../functions/_files.ts'

/** Replaces `functions/_manifest.ts`, which finds endpoints in the file system, with static imports. */
export const staticManifest: Plugin = {
  name: 'static-manifest',
  setup(build) {
    build.onLoad({ filter: /functions[\\/]_manifest\.ts$/ }, async () => {
      const files = await functionFiles()
      const contents = [
        "import { sortByRoute } from './_route-order.ts'",
        ...files.map((file, index) => `import endpoint${index} from './${file}'`),
        `export const manifest = sortByRoute([${files.map((_, index) => `endpoint${index}`).join(', ')}])`,
      ].join('\n')
      return { contents, loader: 'js' }
    })
  },
}
