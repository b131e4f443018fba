import type { Severity } from '#domain/severity.ts'

export interface ChartColours {
  readonly line: string
  readonly band: string
  readonly bandEdge: string
  readonly muted: string
  readonly quiet: string
  readonly severity: Record<Severity, string>
}

/** A canvas cannot read custom properties, so an element that can is asked. */
export function readColours(host: HTMLElement): ChartColours {
  const probe = document.createElement('span')
  host.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(--color-${name})`
    return getComputedStyle(probe).color
  }
  const colours: ChartColours = {
    line: read('ink'),
    band: read('band'),
    bandEdge: read('band-edge'),
    muted: read('muted'),
    quiet: read('line'),
    severity: {
      critical: read('critical'),
      major: read('major'),
      warning: read('warning'),
      info: read('info'),
    },
  }
  probe.remove()
  return colours
}
