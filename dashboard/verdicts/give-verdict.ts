import { rememberName } from '#dashboard/incidents/own-name.ts'
import { api } from '#dashboard/live/api.ts'
import { tell } from '#dashboard/shell/notices.tsx'
import { explain } from '#dashboard/shell/states.tsx'
import type { AskedVerdict } from './asking.ts'

/** Says what became of it; whoever asked looks again. */
export async function giveVerdict(
  { action, anomaly, about, version }: AskedVerdict,
  by: string,
  comment: string,
): Promise<void> {
  rememberName(by)
  const parameters = { anomaly }
  const said = { by, version, ...(comment === '' ? {} : { comment }) }
  try {
    const { message } =
      action === 'take-back'
        ? await api('takeBackVerdict', { parameters, body: said })
        : await api('judgeAnomaly', { parameters, body: { ...said, verdict: action } })
    tell(`${about}: ${message}.`)
  } catch (failure) {
    const why = failure instanceof Error ? explain(failure) : String(failure)
    tell(`The verdict on ${about} was not taken. ${why}`)
  }
}
