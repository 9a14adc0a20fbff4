import * as z from 'zod'

/** The name of a source, in lower case. `gone:` marks the products that a source has dropped. */
export const Source = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?!gone:)[a-z0-9][a-z0-9._:-]{0,63}$/,
    'may have 1 to 64 letters, digits, dots, dashes, underscores and colons, and not start with "gone:"',
  )
  .meta({ example: 'bakery' })
