import { readFile } from 'node:fs/promises'
import { findBudgetFault } from './size-budget.ts'
import { gzippedBytes } from './sizes.ts'

interface Rule {
  /** What a bundle must not contain. */
  what: string
  sign: RegExp
  /** Functions that may contain it. */
  except?: RegExp
  /** Functions whose source matches may contain it. */
  exceptWhenImporting?: RegExp
}

/** The signs survive minification: module names, messages and property names. */
const rules: readonly Rule[] = [
  { what: 'a Node built-in', sign: /(from|import|require\()\s*["']node:[a-z/]+["']/ },
  { what: 'pg over TCP', sign: /pg_advisory_xact_lock/ },
  { what: 'PGlite', sign: /pglite\.wasm|PGlite/ },
  {
    what: 'Stripe’s SDK',
    sign: /Stripe-Version|stripe-node/,
    except: /^(payments\/webhook|operations\/run-job)$/,
  },
  { what: 'ioredis', sign: /enableOfflineQueue|maxRetriesPerRequest/ },
  { what: 'the seed catalog', sign: /MILK-2-45/ },
  { what: 'Neon', sign: /Neon-Connection-String/, except: /^(?!operations\/(docs|openapi)$)/ },
  { what: 'Neon over WebSockets', sign: /NeonPool|NeonClient/ },
  {
    what: 'the sandbox provider',
    sign: /sandbox-webhook:/,
    except: /^(orders\/place-order|payments\/|operations\/run-job)/,
  },
  {
    what: 'Upstash',
    sign: /UPSTASH_DISABLE_TELEMETRY/,
    except: /^operations\/run-job$/,
    exceptWhenImporting: /#key-value-store|platform\/http\/rate-limit/,
  },
  {
    what: 'drizzle',
    sign: /drizzle:Name/,
    except: /^(catalog|delivery)\/|^(flash-sales|back-office|inventory)\/(get|list|read)-/,
    exceptWhenImporting: /catalog\/change-(product|category)|images\/prepare-upload/,
  },
  { what: 'nodemailer', sign: /nodemailer/i },
  { what: 'mail', sign: /api\.resend\.com/, except: /^operations\/run-job$/ },
  { what: 'the router', sign: /isMatchedRoute|RegExpRouter|SmartRouter/ },
  {
    what: 'password hashing',
    sign: /argon2id/,
    except: /^accounts\/(login|register|erase-me|change-(email|password)|remove-totp|reset-password)$/,
  },
  {
    what: 'JWTs',
    sign: /JWSSignatureVerificationFailed|ERR_JWS/,
    except: /^accounts\/(login|refresh)$/,
    exceptWhenImporting: /platform\/http\/access\/(?!admission|cron|scraper)/,
  },
  { what: 'the pricing of carts', sign: /lines must be merged first/, except: /^(carts\/|orders\/place-order$)/ },
]

/** A line for each violation of a rule or a size budget. */
export async function checkBundles(root: string, functionFiles: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  for (const file of functionFiles) {
    const name = file.replace(/\.ts$/, '')
    const code = await readFile(`${root}dist/functions/${name}.js`, 'utf8')
    const tooLarge = findBudgetFault(name, gzippedBytes(Buffer.from(code)))
    if (tooLarge !== null) faults.push(tooLarge)
    const source = await readFile(`${root}functions/${file}`, 'utf8')
    for (const { what, sign, except, exceptWhenImporting } of rules) {
      if (except?.test(name) || exceptWhenImporting?.test(source)) continue
      const found = sign.exec(code)
      if (found !== null) faults.push(`dist/functions/${name}.js contains ${what}: ${found[0]}`)
    }
  }
  return faults
}
