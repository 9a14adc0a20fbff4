import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'

const { database } = await testDatabase()

test.each([
  ['eggs', 'egg'],
  ['noodles', 'noodle'],
  ['cherries', 'cherry'],
  ['cookies', 'cooky'],
  ['cookie', 'cooky'],
  ['tomatoes', 'tomato'],
  ['boxes', 'box'],
  ['glasses', 'glass'],
  ['radishes', 'radish'],
  ['pies', 'pie'],
  ['glass', 'glass'],
  ['asparagus', 'asparagus'],
  ['gas', 'gas'],
  ['is', 'is'],
  ['milk', 'milk'],
  ['946ml', '946ml'],
])('%s: %s', async (word, singular) => {
  const text = 'select english_singular($1) as singular'
  expect(await database.query({ name: 'singular', text }, [word])).toEqual([{ singular }])
})
