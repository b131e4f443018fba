import type { Look } from './look.ts'

const outlines: Record<Look, React.ReactNode> = {
  critical: (
    <path
      d="M5 1.2h6L14.8 5v6L11 14.8H5L1.2 11V5Z"
      className="fill-critical-fill stroke-critical"
      strokeWidth="1"
    />
  ),
  major: (
    <path
      d="M8 1.6 15 14H1Z"
      className="fill-major-fill stroke-major"
      strokeWidth="1"
      strokeLinejoin="round"
    />
  ),
  warning: (
    <path
      d="M8 1 15 8l-7 7-7-7Z"
      className="fill-warning-fill stroke-warning"
      strokeWidth="1"
      strokeLinejoin="round"
    />
  ),
  info: <circle cx="8" cy="8" r="6.5" className="fill-info-fill stroke-info" strokeWidth="1" />,
  ok: (
    <path
      d="m3 8.5 3.4 3.4L13 5"
      className="fill-none stroke-ok"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  unknown: (
    <circle
      cx="8"
      cy="8"
      r="6"
      className="fill-none stroke-unknown"
      strokeWidth="1.75"
      strokeDasharray="3.1 3.18"
    />
  ),
  learning: (
    <>
      <circle cx="8" cy="8" r="6" className="fill-none stroke-line" strokeWidth="2.5" />
      <path d="M8 2a6 6 0 1 1-5.2 9" className="fill-none stroke-unknown" strokeWidth="2.5" />
    </>
  ),
  recorded: (
    <>
      <circle cx="8" cy="8" r="6" className="fill-none stroke-unknown" strokeWidth="1.75" />
      <path d="M6 6h4v4H6Z" className="fill-unknown" />
    </>
  ),
  hidden: (
    <path
      d="M8 2a6 6 0 1 1-.01 0M3.8 12.2l8.4-8.4"
      className="fill-none stroke-unknown"
      strokeWidth="1.75"
    />
  ),
}

const marks: Partial<Record<Look, string>> = {
  critical: 'M8 4.4v4.2m0 2.6v.1',
  major: 'M8 6v3.6m0 2.3v.1',
  warning: 'M8 4.6v4m0 2.6v.1',
  info: 'M8 7.4v4m0-6.4v.1',
}

const markColours: Partial<Record<Look, string>> = {
  critical: 'stroke-critical-label',
  major: 'stroke-major-label',
  warning: 'stroke-warning-label',
  info: 'stroke-info-label',
}

/** Decoration: the word always stands beside it. */
export function Shape({ look, size = 16 }: { look: Look; size?: number }) {
  const mark = marks[look]
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      data-look={look}
      className="shrink-0"
    >
      {outlines[look]}
      {mark && (
        <path
          d={mark}
          className={`fill-none ${markColours[look]}`}
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      )}
    </svg>
  )
}
