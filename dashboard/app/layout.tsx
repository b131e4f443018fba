import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { Providers } from '#dashboard/shell/providers.tsx'
import { Shell } from '#dashboard/shell/shell.tsx'

export const metadata: Metadata = {
  description: 'Living infrastructure at a glance: incidents, sensors and why.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FFFFFF' },
    { media: '(prefers-color-scheme: dark)', color: '#141D1A' },
  ],
}

/** Runs before the first paint; React would escape quotes, so it has none. */
const applyTheme =
  'try{document.documentElement.dataset.theme=localStorage.getItem(`hyphae.theme`)??`system`}catch{}'

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script>{applyTheme}</script>
      </head>
      <body>
        <Providers>
          <Shell>{children}</Shell>
        </Providers>
      </body>
    </html>
  )
}
