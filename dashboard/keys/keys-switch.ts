import { recall, remember } from '#dashboard/shell/remembered.ts'

/** Single-key shortcuts disturb some ways of working, so they can be switched off. */
export function keysAreOn(): boolean {
  return recall('keys') !== 'off'
}

export function switchKeys(isOn: boolean) {
  remember('keys', isOn ? 'on' : 'off')
}
