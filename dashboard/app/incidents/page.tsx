import { Suspense } from 'react'
import { IncidentsPage } from '#dashboard/incidents/incidents-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <IncidentsPage />
    </Suspense>
  )
}
