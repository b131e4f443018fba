import { Suspense } from 'react'
import { SilencesPage } from '#dashboard/silences/silences-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <SilencesPage />
    </Suspense>
  )
}
