import Link from 'next/link'
import { PageTitle } from '#dashboard/shell/page-title.tsx'

export default function NotFound() {
  return (
    <div className="mx-auto max-w-prose py-16">
      <PageTitle>No such page</PageTitle>
      <h1 className="font-semibold text-xl">There is no such page</h1>
      <p className="mt-2 text-muted">The address may be mistyped, or the page has moved.</p>
      <p className="mt-4 flex gap-4">
        <Link href="/" className="link">
          Overview
        </Link>
        <Link href="/incidents" className="link">
          Incidents
        </Link>
        <Link href="/sensors" className="link">
          Sensors
        </Link>
      </p>
    </div>
  )
}
