'use client'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { HealthAccount } from './health-account.tsx'
import { QuarantineList } from './quarantine-list.tsx'

export function StatusPage() {
  return (
    <>
      <PageTitle>Status</PageTitle>
      <h1 className="mb-3 font-semibold text-xl">Status</h1>
      <HealthAccount />
      <QuarantineList />
    </>
  )
}
