/**
 * The products of the sample catalog that an item of a basket stands for: category slugs (separated by spaces), then the
 * item's name, then words of which a product's name must have one. Without words, any product of the category.
 */
export type ItemsByCategory = Record<string, Record<string, readonly string[]>>
