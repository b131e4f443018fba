import { PersonName } from '#domain/person-name.ts'

/** Who says so: the name of the token that came along, and no other; a body need not repeat it. */
export const Author = PersonName.optional()

/** A body once it is known whose it is. */
export type Signed<Body> = Body extends { readonly by?: string | undefined }
  ? Omit<Body, 'by'> & { readonly by: string }
  : Body
