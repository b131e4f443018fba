import { type Look, lookText } from './look.ts'
import { Shape } from './shape.tsx'

export function Badge({ look, children }: { look: Look; children: React.ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${lookText[look]}`}>
      <Shape look={look} />
      <span>{children}</span>
    </span>
  )
}
