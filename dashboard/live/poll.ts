import { ApiError } from '#api-client/api-error.ts'
import type { Changes } from '#domain/api/changes.ts'
import type { Api } from './api.ts'
import { clockOffset } from './clock-offset.ts'
import { judgeConnection } from './connection.ts'
import { live } from './live.ts'
import { mergeChanges } from './merge-changes.ts'

const visibleMilliseconds = 1_500
const hiddenMilliseconds = 15_000
const answerWithinMilliseconds = 3_500

const isHidden = () => document.visibilityState === 'hidden'

/** Asks for what changed until the returned function is called. */
export function startPolling(ask: Api): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = Date.now()
  let stopped = false

  async function poll() {
    await askOnce(ask)
    if (!stopped) timer = setTimeout(poll, isHidden() ? hiddenMilliseconds : visibleMilliseconds)
  }

  function judge() {
    if (isHidden()) return
    const before = live.get()
    const connection = judgeConnection({ since, lastAnswerAt: before.lastAnswerAt }, Date.now())
    if (connection !== before.connection) live.set({ ...before, connection })
  }

  function onVisibility() {
    if (isHidden()) return
    since = Date.now()
    clearTimeout(timer)
    void poll()
  }

  void poll()
  const judging = setInterval(judge, 250)
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    stopped = true
    clearTimeout(timer)
    clearInterval(judging)
    document.removeEventListener('visibilitychange', onVisibility)
  }
}

async function askOnce(ask: Api) {
  try {
    const cursor = live.get().data?.cursor || undefined
    const signal = AbortSignal.timeout(answerWithinMilliseconds)
    receive(await ask('changes', { query: { cursor }, signal }), cursor !== undefined)
  } catch (failure) {
    if (failure instanceof ApiError && failure.problem.status === 400) forgetCursor()
  }
}

function receive(changes: Changes, isContinuation: boolean) {
  const before = live.get()
  const now = Date.now()
  clockOffset.set(Date.parse(changes.now) - now)
  live.set({
    connection: 'live',
    lastAnswerAt: now,
    returns: before.returns + (before.connection === 'lost' && before.data ? 1 : 0),
    data: mergeChanges(isContinuation ? before.data : undefined, changes),
  })
}

/** The system no longer knows the cursor, so the next answer brings everything anew. */
function forgetCursor() {
  const { data, ...rest } = live.get()
  if (data) live.set({ ...rest, data: { ...data, cursor: '' } })
}
