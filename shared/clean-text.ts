/**
 * Control characters (Cc) and format characters (Cf): zero-width spaces and joiners, the marks that turn the direction of
 * text, soft hyphens, byte order marks. They make equal names differ, can disguise a name, and Postgres cannot store NUL.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu
/** The same without the line break. */
const INVISIBLE_IN_LINES = /[^\P{Cc}\n]|\p{Cf}/gu
/** A text without any such character shows nothing: fillers, blanks and lone combining marks remain. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{M}\u2800]/u

/** One line: without invisible characters, with single spaces, without spaces at either end. Empty if nothing is visible. */
export function cleanText(text: string): string {
  const clean = text.toWellFormed().replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim()
  return VISIBLE.test(clean) ? clean : ''
}

/** The same for a note of several lines. */
export function cleanLines(text: string): string {
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(INVISIBLE_IN_LINES, '').trim()
  return VISIBLE.test(clean) ? clean : ''
}
