import { posix } from 'node:path'

interface Import {
  target: string
  /** `import type` is erased and not bundled. */
  typeOnly: boolean
}

/** The imports of each file within this repository, as paths from its root. */
export type Imports = Map<string, readonly Import[]>

/** The `imports` of package.json: a name and its file for each condition. */
export type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

/** The imports of one file, without packages. */
export function parseImports(file: string, source: string, aliases: Aliases = {}): Import[] {
  return [...source.matchAll(STATEMENT)].flatMap(([, type, statically, dynamically]) => {
    const specifier = statically ?? dynamically ?? ''
    const typeOnly = type !== undefined
    if (specifier.startsWith('.')) return { target: posix.join(posix.dirname(file), specifier), typeOnly }
    return Object.values(aliases[specifier] ?? {}).map((path) => ({ target: posix.normalize(path), typeOnly }))
  })
}

interface Rule {
  from: RegExp
  mayNotImport: RegExp
  because: string
}

/** Imports point inward: functions → domain → platform. */
const rules: readonly Rule[] = [
  {
    from: /^shared\//,
    mayNotImport: /^(functions|scripts|tests)\//,
    because: 'shared code must not depend on functions or scripts',
  },
  {
    from: /^shared\/platform\//,
    mayNotImport: /^shared\/(?!platform\/)[^/]+\//,
    because: 'the platform must not depend on a domain',
  },
  {
    from: /^shared\/(?!platform\/)/,
    mayNotImport: /^shared\/platform\/http\//,
    because: 'the domain must not depend on HTTP: pass values as arguments and return values',
  },
  {
    from: /^functions\/(?!_)[^/]+\//,
    mayNotImport: /^(functions\/(?!_docs\/)|scripts\/|tests\/)/,
    because: 'a function must not depend on another function: import the domain',
  },
  { from: /^(functions|scripts)\//, mayNotImport: /^tests\//, because: 'only tests import tests' },
]

/** A line for each import that violates a rule. */
export function layerViolations(imports: Imports): string[] {
  return [...imports]
    .flatMap(([file, targets]) =>
      targets.flatMap(({ target }) =>
        rules
          .filter(({ from, mayNotImport }) => from.test(file) && mayNotImport.test(target))
          .map(({ because }) => `${file} imports ${target}, but ${because}.`),
      ),
    )
    .concat(purityViolations(imports))
}

/** Pricing is a pure function: none of its direct or indirect imports may access a database, a cache or a request. */
const PURE = ['shared/promotions/price-basket.ts', 'shared/coupons/evaluate-coupon.ts']
const IMPURE = /^shared\/platform\/(db|kv|http)\//

function purityViolations(imports: Imports): string[] {
  return PURE.flatMap((start) => {
    const reached = new Set([start])
    for (const file of reached) {
      for (const { target, typeOnly } of imports.get(file) ?? []) if (!typeOnly) reached.add(target)
    }
    return [...reached]
      .filter((file) => IMPURE.test(file))
      .map(
        (file) => `${start} imports ${file}, directly or indirectly, but pricing must be a pure function of its input.`,
      )
  })
}

/** Import cycles, including type imports. Files in a cycle can only be understood together. */
export function importCycles(imports: Imports): string[] {
  const found: string[] = []
  const finished = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    const start = path.indexOf(file)
    if (start >= 0) found.push(`Import cycle: ${[...path.slice(start), file].join(' → ')}`)
    if (start >= 0 || finished.has(file)) return
    path.push(file)
    for (const { target } of imports.get(file) ?? []) visit(target)
    path.pop()
    finished.add(file)
  }
  for (const file of imports.keys()) visit(file)
  return found
}
