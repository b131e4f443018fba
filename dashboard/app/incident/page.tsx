import { Suspense } from 'react'
import { IncidentPage } from '#dashboard/incidents/incident-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <IncidentPage />
    </Suspense>
  )
}
