import Link from 'next/link'
import { Badge } from '#dashboard/severity/badge.tsx'
import { type Look, severityWord } from '#dashboard/severity/look.ts'
import { Age, Instant } from '#dashboard/time/time.tsx'
import type { Letter } from '#domain/notify/letter.ts'
import type { Message } from '#domain/notify/message.ts'

const viaWord: Record<Letter['via'], string> = {
  mailbox: 'Mailbox',
  sns: 'SNS',
  email: 'E-mail',
  watchdog: 'Watchdog',
}

/** One message as it was read by whoever got it. */
export function LetterItem({ letter }: { letter: Letter }) {
  const { message, at, via, to, repeated, subject, text } = letter
  return (
    <li className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
        {message && <MessageBadge message={message} />}
        <h2 className="font-semibold">{subject}</h2>
        <span className="text-muted sm:ml-auto">
          <Age at={at} />
        </span>
      </div>
      {message ? <MessageBody message={message} /> : <Plain text={text} />}
      <p className="mt-1 text-muted">
        {viaWord[via]} to {to}
        {repeated && ' · sent again: it may have come before'}
      </p>
    </li>
  )
}

function MessageBadge({ message }: { message: Message }) {
  const isOver = message.incidents[0]?.status === 'resolved'
  const look: Look = isOver ? 'ok' : message.severity
  return <Badge look={look}>{isOver ? 'Resolved' : severityWord[message.severity]}</Badge>
}

function MessageBody({ message }: { message: Message }) {
  const { lines, place, since, downstream, incidents, total } = message
  const others = incidents.slice(1)
  return (
    <>
      {lines.length > 0 && (
        <ul className="mt-1.5 max-w-prose border-edge border-l-2 pl-3">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="mt-1.5 flex flex-wrap gap-x-4">
        {place && <span>{place}</span>}
        <span>
          Since <Instant at={Date.parse(since)} />
        </span>
        {downstream > 0 && (
          <span>
            {downstream} {downstream === 1 ? 'place' : 'places'} downstream
          </span>
        )}
        {incidents[0] && <IncidentLink id={incidents[0].id}>Open the incident</IncidentLink>}
      </p>
      {others.length > 0 && (
        <ul className="mt-1">
          {others.map(({ id, severity, title }) => (
            <li key={id}>
              And {severityWord[severity].toLowerCase()}:{' '}
              <IncidentLink id={id}>{title}</IncidentLink>
            </li>
          ))}
          {total > incidents.length && <li>And {total - incidents.length} more</li>}
        </ul>
      )}
    </>
  )
}

function IncidentLink({ id, children }: { id: string; children: React.ReactNode }) {
  return (
    <Link
      href={`/incident?id=${encodeURIComponent(id)}`}
      className="inline-flex min-h-6 items-center underline decoration-edge underline-offset-3 max-sm:min-h-11"
    >
      {children}
    </Link>
  )
}

function Plain({ text }: { text: string }) {
  return <p className="mt-1.5 max-w-prose whitespace-pre-wrap break-words">{text.trim()}</p>
}
