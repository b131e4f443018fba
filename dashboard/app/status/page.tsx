import { Suspense } from 'react'
import { StatusPage } from '#dashboard/health/status-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <StatusPage />
    </Suspense>
  )
}
