import { Suspense } from 'react'
import { SensorPage } from '#dashboard/sensors/sensor-page.tsx'

export default function Page() {
  return (
    <Suspense>
      <SensorPage />
    </Suspense>
  )
}
