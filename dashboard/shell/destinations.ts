import {
  Activity,
  BellOff,
  Gauge,
  HeartPulse,
  Inbox,
  type LucideIcon,
  ShieldAlert,
} from 'lucide-react'

export interface Destination {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** Pressed after `g`. */
  readonly key: string
  /** Pages that belong to it. */
  readonly pages: readonly string[]
}

export const destinations: readonly Destination[] = [
  { href: '/', label: 'Overview', icon: Gauge, key: 'o', pages: ['/'] },
  {
    href: '/incidents',
    label: 'Incidents',
    icon: ShieldAlert,
    key: 'i',
    pages: ['/incidents', '/incident'],
  },
  {
    href: '/sensors',
    label: 'Sensors',
    icon: Activity,
    key: 's',
    pages: ['/sensors', '/sensor'],
  },
  { href: '/silences', label: 'Silences', icon: BellOff, key: 'q', pages: ['/silences'] },
  { href: '/status', label: 'Status', icon: HeartPulse, key: 'h', pages: ['/status'] },
]

/** Only where messages are kept to be looked at, and only where there is room. */
export const mailboxDestination: Destination = {
  href: '/mailbox',
  label: 'Mailbox',
  icon: Inbox,
  key: 'm',
  pages: ['/mailbox'],
}
