'use client'
import { useQuery } from '@tanstack/react-query'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { Empty, Failed, Loading } from '#dashboard/shell/states.tsx'
import { useConfiguration } from '#dashboard/shell/use-configuration.ts'
import type { Mailbox } from '#domain/notify/letter.ts'
import { LetterItem } from './letter-item.tsx'

async function fetchMailbox(signal: AbortSignal): Promise<Mailbox> {
  const response = await fetch('/cloud/mailbox', { signal })
  if (!response.ok) throw new Error(`The mailbox answered ${response.status}; ask again.`)
  return await response.json()
}

/** Whatever this installation would have sent to people, as they would read it. */
export function MailboxPage() {
  const configuration = useConfiguration()
  const { data, error } = useQuery({
    queryKey: ['mailbox'],
    queryFn: ({ signal }) => fetchMailbox(signal),
    refetchInterval: 5_000,
    enabled: configuration?.mailbox === true,
  })
  return (
    <>
      <PageTitle>Mailbox</PageTitle>
      <h1 className="font-semibold text-xl">Mailbox</h1>
      <p className="mb-3 max-w-prose text-muted">
        What people were told, newest first. On this machine messages end here; on AWS they go to
        webhooks, topics and e-mail.
      </p>
      <section aria-label="Messages" className="panel">
        {configuration && !configuration.mailbox ? (
          <Empty title="There is no mailbox here">Messages go to the routing's receivers.</Empty>
        ) : (
          <Letters mailbox={data} failure={error} />
        )}
      </section>
    </>
  )
}

function Letters({ mailbox, failure }: { mailbox: Mailbox | undefined; failure: Error | null }) {
  if (!mailbox)
    return failure ? (
      <Failed what="The mailbox" failure={failure} />
    ) : (
      <Loading what="the mailbox" />
    )
  if (mailbox.items.length === 0)
    return (
      <Empty title="Nobody has been told anything yet">
        An incident from warning on is told here within a minute and a half.
      </Empty>
    )
  return (
    <ul>
      {mailbox.items.map((letter) => (
        <LetterItem key={letter.id} letter={letter} />
      ))}
    </ul>
  )
}
