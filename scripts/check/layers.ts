import packageJson from '../../package.json' with { type: 'json' }
import { crossings, cycles, type Imports, importsOf } from './imports.ts'
import { report, sourceFiles } from './source-files.ts'

/** Fails for each import that crosses a layer the wrong way, and for each circle of imports. */
const imports: Imports = new Map()
for (const folder of ['functions', 'scripts', 'shared', 'tests']) {
  for (const { path, text } of await sourceFiles(folder, '.ts')) {
    imports.set(path, importsOf(path, text, packageJson.imports))
  }
}
report([...crossings(imports), ...cycles(imports)])
