import { recall, remember } from '#dashboard/shell/remembered.ts'

export function ownName(): string {
  return recall('name') ?? ''
}

export function rememberName(name: string) {
  remember('name', name)
}
