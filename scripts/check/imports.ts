import { posix } from 'node:path'

interface Import {
  target: string
  /** `import type`: erased, so it neither runs nor ends up in a bundle. */
  typeOnly: boolean
}

/** What each file imports of this repository, by paths from its root. */
export type Imports = Map<string, readonly Import[]>

/** The `imports` of package.json: a name, and the files that stand behind it by condition. */
export type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

/** The imports of one file. A package is none: it lies outside of the layers. */
export function importsOf(file: string, source: string, aliases: Aliases = {}): Import[] {
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
    because: 'shared code serves functions and scripts, and knows none of them',
  },
  {
    from: /^shared\/platform\//,
    mayNotImport: /^shared\/(?!platform\/)[^/]+\//,
    because: 'the platform knows no domain',
  },
  {
    from: /^shared\/(?!platform\/)/,
    mayNotImport: /^shared\/platform\/http\//,
    because: 'the domain knows no HTTP: it takes what it needs as arguments and returns values',
  },
  {
    from: /^functions\/(?!_)[^/]+\//,
    mayNotImport: /^(functions\/(?!_docs\/)|scripts\/|tests\/)/,
    because: 'a function stands alone: it imports the domain, never another function',
  },
  { from: /^(functions|scripts)\//, mayNotImport: /^tests\//, because: 'only tests import tests' },
]

/** Every import that crosses a layer the wrong way. */
export function crossings(imports: Imports): string[] {
  return [...imports]
    .flatMap(([file, targets]) =>
      targets.flatMap(({ target }) =>
        rules
          .filter(({ from, mayNotImport }) => from.test(file) && mayNotImport.test(target))
          .map(({ because }) => `${file} imports ${target}, but ${because}.`),
      ),
    )
    .concat(impurities(imports))
}

/** A price is a pure function of its input: nothing that it imports, directly or not, reads a database, a cache or a request. */
const PURE = ['shared/promotions/price-basket.ts', 'shared/coupons/evaluate-coupon.ts']
const IMPURE = /^shared\/platform\/(db|kv|http)\//

function impurities(imports: Imports): string[] {
  return PURE.flatMap((start) => {
    const reached = new Set([start])
    for (const file of reached) {
      for (const { target, typeOnly } of imports.get(file) ?? []) if (!typeOnly) reached.add(target)
    }
    return [...reached]
      .filter((file) => IMPURE.test(file))
      .map(
        (file) =>
          `${start} imports ${file}, perhaps through others, but a price is pure: the same input, the same total.`,
      )
  })
}

/** Files that import each other in a circle, through types as well: such files can only be understood together. */
export function cycles(imports: Imports): string[] {
  const found: string[] = []
  const finished = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    const start = path.indexOf(file)
    if (start >= 0) found.push(`These files import each other in a circle: ${[...path.slice(start), file].join(' → ')}`)
    if (start >= 0 || finished.has(file)) return
    path.push(file)
    for (const { target } of imports.get(file) ?? []) visit(target)
    path.pop()
    finished.add(file)
  }
  for (const file of imports.keys()) visit(file)
  return found
}
