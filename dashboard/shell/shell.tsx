'use client'
import { ActionDialog } from '#dashboard/incidents/action-dialog.tsx'
import { HelpButton, HelpDialog } from '#dashboard/keys/help-dialog.tsx'
import { ShortcutKeys } from '#dashboard/keys/shortcut-keys.tsx'
import { VerdictDialog } from '#dashboard/verdicts/verdict-dialog.tsx'
import { Announcer } from './announcer.tsx'
import { LiveState } from './live-state.tsx'
import { LostBanner } from './lost-banner.tsx'
import { Mark } from './mark.tsx'
import { Navigation } from './navigation.tsx'
import { Notices } from './notices.tsx'
import { SimulationNote } from './simulation-note.tsx'
import { ThemeButton } from './theme-button.tsx'
import { ZoneSelect } from './zone-select.tsx'

/** Rail and header on a desk, words in the header on a tablet, a bar at the thumb on a phone. */
export function Shell({ children }: { children: React.ReactNode }) {
  return (
    <>
      <a
        href="#main"
        className="-translate-y-20 fixed top-2 left-2 z-50 rounded-md bg-ink px-4 py-2 font-semibold text-page focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="fixed inset-y-0 left-0 z-30 w-20 border-line border-r bg-panel max-lg:hidden">
        <div className="grid h-12 place-items-center">
          <Mark />
        </div>
        <Navigation form="rail" label="Main" />
      </div>
      <div className="flex min-h-dvh flex-col lg:pl-20">
        <div className="sticky top-0 z-20">
          <Header />
          <LostBanner />
        </div>
        <main id="main" tabIndex={-1} className="flex-1 px-4 py-4 outline-none sm:px-6 sm:py-5">
          {children}
        </main>
        <footer className="flex items-center justify-between px-2 pb-4 min-[768px]:hidden">
          <ZoneSelect />
          <SimulationNote />
          <ThemeButton />
        </footer>
        <div className="sticky bottom-0 z-20 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden">
          <Navigation form="bar" label="Main" />
        </div>
      </div>
      <Notices />
      <Announcer />
      <ActionDialog />
      <VerdictDialog />
      <HelpDialog />
      <ShortcutKeys />
    </>
  )
}

function Header() {
  return (
    <header className="flex h-12 items-center gap-4 border-line border-b bg-panel px-4 sm:max-lg:gap-2 lg:px-6">
      <span className="flex items-center gap-2 font-semibold tracking-tight">
        <span className="lg:hidden">
          <Mark />
        </span>
        <span className="max-lg:sr-only max-sm:not-sr-only">Hyphae</span>
      </span>
      <div className="max-sm:hidden lg:hidden">
        <Navigation form="words" label="Main" />
      </div>
      <span className="max-lg:hidden">
        <SimulationNote />
      </span>
      <div className="ml-auto flex items-center gap-2">
        <LiveState />
        <div className="flex items-center gap-1 max-[767px]:hidden">
          <span className="mx-1 h-5 w-px bg-line" />
          <ZoneSelect />
          <ThemeButton />
          <span className="max-lg:hidden">
            <HelpButton />
          </span>
        </div>
      </div>
    </header>
  )
}
