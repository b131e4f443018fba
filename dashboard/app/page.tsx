import { OverviewPage } from '#dashboard/overview/overview-page.tsx'

export default function Page() {
  return <OverviewPage />
}
