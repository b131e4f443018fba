export interface Shortcut {
  readonly keys: string
  readonly effect: string
}

export const shortcuts: readonly Shortcut[] = [
  { keys: 'g o', effect: 'Go to the overview' },
  { keys: 'g i', effect: 'Go to incidents' },
  { keys: 'g s', effect: 'Go to sensors' },
  { keys: 'g q', effect: 'Go to silences' },
  { keys: 'g h', effect: 'Go to the status' },
  { keys: 'j', effect: 'Next row' },
  { keys: 'k', effect: 'Previous row' },
  { keys: 'Enter', effect: 'Open the row' },
  { keys: 'a', effect: 'Acknowledge the incident' },
  { keys: 'r', effect: 'Resolve the incident' },
  { keys: '/', effect: 'Filter' },
  { keys: '[', effect: 'Earlier on the chart' },
  { keys: ']', effect: 'Later on the chart' },
  { keys: 't', effect: 'Chart as a table, and back' },
  { keys: '?', effect: 'This list' },
]
