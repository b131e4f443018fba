import * as z from 'zod'
import type { Route } from './route.ts'
import {
  SilenceChange,
  SilenceEnd,
  SilencePage,
  SilencePreview,
  SilencePreviewWish,
  SilenceWish,
  ToldSilence,
} from './silences.ts'

const oneSilence = z.object({ id: z.string().min(1).max(80) })

export const silenceRoutes = {
  silences: {
    method: 'get',
    role: 'viewer',
    path: '/silences',
    summary: 'Silences: those in force, those that are coming, and the last that are over.',
    query: z.object({ state: z.enum(['in-force', 'coming', 'ended', 'all']).default('all') }),
    response: SilencePage,
    problems: [400],
  },
  addSilence: {
    method: 'post',
    role: 'operator',
    path: '/silences',
    summary: 'Someone silences what the matchers fit, until a time.',
    body: SilenceWish,
    response: ToldSilence,
    problems: [400, 413, 422],
  },
  changeSilence: {
    method: 'put',
    role: 'operator',
    path: '/silences/{id}',
    summary: 'Someone writes the next version of a silence.',
    parameters: oneSilence,
    body: SilenceChange,
    response: ToldSilence,
    problems: [400, 404, 409, 413, 422],
  },
  endSilence: {
    method: 'post',
    role: 'operator',
    path: '/silences/{id}/end',
    summary: 'Someone ends a silence before its time.',
    parameters: oneSilence,
    body: SilenceEnd,
    response: ToldSilence,
    problems: [400, 404, 409, 413],
  },
  previewSilence: {
    method: 'post',
    role: 'operator',
    path: '/silences/preview',
    summary: 'What a silence would hide now; nothing is written.',
    body: SilencePreviewWish,
    response: SilencePreview,
    problems: [400, 413],
  },
} as const satisfies Record<string, Route>
