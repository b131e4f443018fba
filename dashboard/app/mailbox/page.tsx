import { MailboxPage } from '#dashboard/mailbox/mailbox-page.tsx'

export default function Page() {
  return <MailboxPage />
}
