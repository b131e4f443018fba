'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useLiveData } from '#dashboard/live/use-live.ts'
import { type Destination, destinations, mailboxDestination } from './destinations.ts'
import { countOpen } from './open-count.ts'
import { useConfiguration } from './use-configuration.ts'

export type NavigationForm = 'rail' | 'words' | 'bar'

const listStyle: Record<NavigationForm, string> = {
  rail: 'flex flex-col gap-1 p-1.5',
  words: 'flex gap-0.5',
  bar: 'grid grid-cols-5',
}

const linkStyle: Record<NavigationForm, string> = {
  rail: 'h-13 flex-col justify-center gap-0.5 rounded-md text-xs',
  words: 'h-8 rounded-md px-1.5',
  bar: 'h-14 flex-col justify-center gap-0.5 text-xs',
}

export function Navigation({ form, label }: { form: NavigationForm; label: string }) {
  const path = usePathname()
  const hasMailbox = useConfiguration()?.mailbox === true && form === 'rail'
  const shown = hasMailbox ? [...destinations, mailboxDestination] : destinations
  return (
    <nav aria-label={label}>
      <ul className={listStyle[form]}>
        {shown.map((destination) => (
          <li key={destination.href}>
            <DestinationLink
              destination={destination}
              form={form}
              isCurrent={destination.pages.includes(path)}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function DestinationLink(props: {
  destination: Destination
  form: NavigationForm
  isCurrent: boolean
}) {
  const { destination, form, isCurrent } = props
  const Icon = destination.icon
  return (
    <Link
      href={destination.href}
      aria-current={isCurrent ? 'page' : undefined}
      title={form === 'rail' ? `${destination.label} (g ${destination.key})` : undefined}
      className={`settle relative flex items-center text-muted hover:bg-hover hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink ${form === 'bar' ? '' : 'aria-[current]:bg-hover'} ${linkStyle[form]}`}
    >
      {form !== 'words' && <Icon size={20} strokeWidth={isCurrent ? 2.25 : 1.75} aria-hidden />}
      <span>{destination.label}</span>
      {destination.href === '/incidents' && form !== 'words' && <OpenDot />}
    </Link>
  )
}

function OpenDot() {
  const open = countOpen(useLiveData()?.open)
  if (open === 0) return null
  return (
    <span className="absolute top-1 right-[calc(50%-26px)] min-w-4 rounded-full bg-ink px-1 text-center font-semibold text-page text-xs">
      {open > 99 ? '99+' : open}
      <span className="sr-only"> unresolved</span>
    </span>
  )
}
