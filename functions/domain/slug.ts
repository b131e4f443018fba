import * as z from 'zod'

/** Names in keys, URLs and partition keys: no dots, so that `site.cell.sensor` splits in one way. */
export const Slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be 1 to 63 lower-case letters, digits or dashes, starting with a letter or digit',
  )
  // The one such word that every JavaScript object has already.
  .refine((name) => name !== 'constructor', 'may not be "constructor"; choose another name')
  // Sensors and metrics are looked up in objects by name, and every object has this one.
  .refine((name) => name !== 'constructor', 'must not be the word "constructor"; choose another')
export type Slug = z.infer<typeof Slug>
