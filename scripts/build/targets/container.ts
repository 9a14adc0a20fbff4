import { copyFile } from 'node:fs/promises'
import { buildContainer } from '../container.ts'
import type { Target } from './target.ts'

/** The folder `/app` of the image, which runs on any Node with `node dist/server.js`. */
export const container: Target = async ({ root, out }) => {
  const bundles = await buildContainer(root, `${out}/dist`)
  await copyFile(`${root}package.json`, `${out}/package.json`)
  return bundles.map((file) => `dist/${file}`)
}
