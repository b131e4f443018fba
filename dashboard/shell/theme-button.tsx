'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { chooseTheme, currentTheme, subscribeTheme, themes } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeButton() {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme, () => 'system' as const)
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  const Icon = icons[theme]
  return (
    <button
      type="button"
      onClick={() => chooseTheme(next)}
      aria-label={`Theme: ${theme}. Change to ${next}`}
      title={`Theme: ${theme}`}
      className="settle grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-sm:size-11"
    >
      <Icon size={18} aria-hidden />
    </button>
  )
}
