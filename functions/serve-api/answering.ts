import type * as z from 'zod'
import type { Signed } from '#domain/api/author.ts'
import type { Contract, Operation } from '#domain/api/contract.ts'

type Part<O extends Operation, Name extends string> = Contract[O] extends {
  readonly [N in Name]: infer S extends z.ZodType
}
  ? z.output<S>
  : undefined

export interface Request<O extends Operation> {
  readonly parameters: Part<O, 'parameters'>
  readonly query: Part<O, 'query'>
  readonly body: Signed<Part<O, 'body'>>
  /** Who asks, by their token; empty for whoever reads without one. */
  readonly by: string
  /** The versions that the caller may have seen, where they say that it must be one of those. */
  readonly expects: readonly number[] | undefined
}

export type Operations = {
  readonly [O in Operation]: (request: Request<O>) => Promise<z.input<Contract[O]['response']>>
}
