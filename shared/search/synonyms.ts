import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome, Success } from '../outcome.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import { Timestamp } from '../values.ts'

const MOST_GROUPS = 2_000
const MOST_TERMS = 20
/** A term that is longer is rarely searched for. */
const LONGEST_TERM = 60
/** The search looks for terms of up to this many words. */
const MOST_WORDS = 4

const Term = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_TERM)
  .regex(/[\p{L}\p{N}]/u, 'has no letters')
  .refine((text) => text.split(/[\s-]+/).length <= MOST_WORDS, `has more than ${MOST_WORDS} words`)
const foldTerm = (term: string) => term.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
const Group = z
  .array(Term)
  .min(2, 'needs two terms that mean the same')
  .max(MOST_TERMS)
  .refine((terms) => new Set(terms.map(foldTerm)).size === terms.length, 'contains a term twice')

export const ReplaceSynonymsBody = z
  .strictObject({
    groups: z.array(Group).max(MOST_GROUPS).meta({
      description:
        'All groups; groups that are not sent are removed. The terms of a group mean the same: each finds the others.',
    }),
  })
  .meta({
    example: {
      groups: [
        ['朱古力', '巧克力'],
        ['toilet paper', 'loo roll'],
      ],
    },
  })

/** `read_synonyms.sql` returns it. */
export const Synonyms = z
  .object({ groups: z.array(z.array(z.string())), version: z.int(), updatedAt: Timestamp })
  .meta({ id: 'Synonyms' })
type Synonyms = z.output<typeof Synonyms>

export async function readSynonyms(database: Database): Promise<Success<Synonyms>> {
  return withEntityTag(await callRoutine(database, 'read_synonyms', {}, Synonyms))
}

export const replaceSynonymsRefusals = ['precondition_failed'] as const

/** @param ifMatch the expected version; undefined for any */
export async function replaceSynonyms(
  database: Database,
  actor: Actor,
  ifMatch: number | undefined,
  { groups }: z.output<typeof ReplaceSynonymsBody>,
): Promise<Outcome<Synonyms, (typeof replaceSynonymsRefusals)[number]>> {
  const request = { actor, ifMatch, groups }
  const replaced = await tryRoutine(database, 'replace_synonyms', request, Synonyms, replaceSynonymsRefusals)
  return replaced.ok ? withEntityTag(replaced.value) : replaced
}
