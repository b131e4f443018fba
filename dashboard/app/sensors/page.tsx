import { Suspense } from 'react'
import { SensorsPage } from '#dashboard/sensors/sensors-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <SensorsPage />
    </Suspense>
  )
}
