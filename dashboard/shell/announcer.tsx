'use client'
import { useEffect, useRef, useState } from 'react'
import { useLiveData } from '#dashboard/live/use-live.ts'

/** One polite sentence for each new critical incident, for those who do not see the row appear. */
export function Announcer() {
  const incidents = useLiveData()?.incidents
  const told = useRef<Set<string> | undefined>(undefined)
  const [text, setText] = useState('')
  useEffect(() => {
    if (!incidents) return
    const critical = [...incidents.values()].filter(
      (incident) => incident.severity === 'critical' && incident.status === 'open',
    )
    const before = told.current
    told.current = new Set([...(before ?? []), ...critical.map((incident) => incident.id)])
    const fresh = before ? critical.filter((incident) => !before.has(incident.id)) : []
    if (fresh[0]) setText(`New critical incident: ${fresh[0].title}, ${fresh[0].place}`)
  }, [incidents])
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}
