/** A setting that a function cannot work without. */
export function requiredSetting(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(`The environment has no ${name}; set it as functions/wiring.ts and infra do.`)
  return value
}
