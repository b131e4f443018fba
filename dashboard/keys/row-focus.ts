/** Rows are links marked data-row; the focus itself is the selection. */
export function focusRow(step: 1 | -1, framesLeft = 10) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const current = rows.indexOf(document.activeElement as HTMLElement)
  const next = current === -1 ? (step === 1 ? 0 : rows.length - 1) : current + step
  const row = rows[next]
  if (row) {
    row.focus()
    row.scrollIntoView({ block: 'nearest' })
  } else if (framesLeft > 0) {
    // A long table makes its next rows only once it has been scrolled.
    requestAnimationFrame(() => focusRow(step, framesLeft - 1))
  }
}
