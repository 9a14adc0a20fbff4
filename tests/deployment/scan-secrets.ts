import { readFile } from 'node:fs/promises'
import { RE2JS } from 're2js'
import { parse } from 'smol-toml'
import * as z from 'zod'

/**
 * The part of gitleaks that decides about a finding, with an implementation of RE2, the regular expressions of Go.
 * https://github.com/gitleaks/gitleaks#configuration. Unknown keys are rejected, because gitleaks ignores them silently.
 */
const Allowlist = z.strictObject({
  description: z.string(),
  condition: z.enum(['OR', 'AND']).default('OR'),
  paths: z.array(z.string()).default([]),
  regexTarget: z.enum(['secret', 'match', 'line']).default('secret'),
  regexes: z.array(z.string()).default([]),
})
const Rule = z.strictObject({
  id: z.string(),
  description: z.string(),
  regex: z.string(),
  secretGroup: z.int().default(0),
  entropy: z.number().default(0),
  keywords: z.array(z.string().regex(/^[^A-Z]+$/)).min(1),
  allowlists: z.array(Allowlist).default([]),
})
const Settings = z.strictObject({
  title: z.string(),
  extend: z.strictObject({ useDefault: z.literal(true) }),
  rules: z.array(Rule),
  allowlists: z.array(Allowlist.extend({ targetRules: z.array(z.string()).optional() })).default([]),
})

export interface Finding {
  rule: string
  secret: string
  line: string
}

/** @throws an error of RE2 for an expression that Go would refuse */
export async function secretScanner(file: string) {
  const { rules, allowlists } = Settings.parse(parse(await readFile(file, 'utf8')))
  const compiled = rules.map((rule) => ({
    ...rule,
    expression: RE2JS.compile(rule.regex),
    allowed: [
      ...rule.allowlists,
      ...allowlists.filter(({ targetRules }) => targetRules === undefined || targetRules.includes(rule.id)),
    ].map(compileAllowlist),
  }))

  return function scan(path: string, text: string): Finding[] {
    const lower = text.toLowerCase()
    return compiled.flatMap(({ id, keywords, expression, secretGroup, entropy, allowed }) => {
      const found: Finding[] = []
      if (!keywords.some((keyword) => lower.includes(keyword))) return found
      const matcher = expression.matcher(text)
      while (matcher.find()) {
        const match = matcher.group() ?? ''
        const secret = matcher.group(secretGroup) ?? ''
        const line = lineAt(text, matcher.start())
        if (entropy > 0 && shannonEntropy(secret) <= entropy) continue
        if (allowed.some((allows) => allows(path, { secret, match, line }))) continue
        found.push({ rule: id, secret, line })
      }
      return found
    })
  }
}

function compileAllowlist({ condition, paths, regexTarget, regexes }: z.output<typeof Allowlist>) {
  const inPath = paths.map((text) => RE2JS.compile(text))
  const inTarget = regexes.map((text) => RE2JS.compile(text))
  return (path: string, parts: Record<'secret' | 'match' | 'line', string>): boolean => {
    const checks = [
      ...(inPath.length === 0 ? [] : [inPath.some((expression) => expression.matcher(path).find())]),
      ...(inTarget.length === 0 ? [] : [inTarget.some((expression) => expression.matcher(parts[regexTarget]).find())]),
    ]
    return condition === 'AND' ? checks.every(Boolean) : checks.some(Boolean)
  }
}

function lineAt(text: string, position: number): string {
  const end = text.indexOf('\n', position)
  return text.slice(text.lastIndexOf('\n', position) + 1, end === -1 ? undefined : end)
}

/** Bits for each character. */
function shannonEntropy(text: string): number {
  const counts = Map.groupBy(text, (character) => character)
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / text.length) * Math.log2(length / text.length),
    0,
  )
}
