import { createStore } from '#dashboard/live/store.ts'
import { recall, remember } from './remembered.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const chosen = createStore<Theme | null>(null)

export function currentTheme(): Theme {
  const name = recall('theme')
  return chosen.get() ?? themes.find((theme) => theme === name) ?? 'system'
}

export function chooseTheme(theme: Theme) {
  remember('theme', theme)
  document.documentElement.dataset['theme'] = theme
  chosen.set(theme)
}

/** Also when the system turns dark by itself. */
export function subscribeTheme(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const unsubscribe = chosen.subscribe(listener)
  system.addEventListener('change', listener)
  return () => {
    unsubscribe()
    system.removeEventListener('change', listener)
  }
}
