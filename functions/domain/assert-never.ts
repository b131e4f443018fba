export function assertNever(value: never): never {
  throw new Error(`No case handles ${JSON.stringify(value)}; add one where this was thrown.`)
}
