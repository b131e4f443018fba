/** Rows are links marked data-row; the focus itself is the selection. */
export function focusRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const current = rows.indexOf(document.activeElement as HTMLElement)
  const next = current === -1 ? (step === 1 ? 0 : rows.length - 1) : current + step
  const row = rows[next]
  if (!row) return
  row.focus()
  row.scrollIntoView({ block: 'nearest' })
}
