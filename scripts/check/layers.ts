import packageJson from '../../package.json' with { type: 'json' }
import { type Imports, importCycles, layerViolations, parseImports } from './imports.ts'
import { report, sourceFiles } from './source-files.ts'

/** Reports each import that violates a layer, and each import cycle. */
const imports: Imports = new Map()
for (const folder of ['functions', 'scripts', 'shared', 'tests']) {
  for (const { path, text } of await sourceFiles(folder, '.ts')) {
    imports.set(path, parseImports(path, text, packageJson.imports))
  }
}
report([...layerViolations(imports), ...importCycles(imports)])
