/**
 * Which goods of the shop's own catalog a name on a basket stands for: slugs of categories (several separated by
 * spaces), then the name, then words of which a product's name has one. No words: anything of the category.
 */
export type Shelves = Record<string, Record<string, readonly string[]>>
