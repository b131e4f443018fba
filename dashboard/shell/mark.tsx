/** Threads that meet under the ground. */
export function Mark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="text-ink">
      <path
        d="M12 21V8m0 8c0-3.2-2-4.5-5.5-4.5M12 13c0-3.2 2-4.5 5.5-4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <circle cx="12" cy="5.5" r="2.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <circle cx="5" cy="11" r="1.75" fill="currentColor" />
      <circle cx="19" cy="8" r="1.75" fill="currentColor" />
    </svg>
  )
}
