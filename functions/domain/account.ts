import * as z from 'zod'

const count = z.number().int().min(0)

/** What a cell's commits add up to. Kept in the commit itself, so a redelivery is never counted twice. */
export const CellAccount = z.object({
  framesStored: count,
  framesQuarantined: count,
  readingsStored: count,
  readingsQuarantined: count,
  readingsDuplicate: count,
})
export type CellAccount = z.infer<typeof CellAccount>

export const emptyAccount: CellAccount = {
  framesStored: 0,
  framesQuarantined: 0,
  readingsStored: 0,
  readingsQuarantined: 0,
  readingsDuplicate: 0,
}

export function addAccounts(a: CellAccount, b: CellAccount): CellAccount {
  return {
    framesStored: a.framesStored + b.framesStored,
    framesQuarantined: a.framesQuarantined + b.framesQuarantined,
    readingsStored: a.readingsStored + b.readingsStored,
    readingsQuarantined: a.readingsQuarantined + b.readingsQuarantined,
    readingsDuplicate: a.readingsDuplicate + b.readingsDuplicate,
  }
}
