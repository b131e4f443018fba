import * as z from 'zod'
import type { Route } from './route.ts'
import { LessonPage, TakeBackWish, VerdictResult, VerdictWish } from './verdicts.ts'

const oneAnomaly = z.object({ anomaly: z.string().min(1).max(300) })

export const verdictRoutes = {
  lessons: {
    method: 'get',
    path: '/sensors/{sensor}/lessons',
    role: 'viewer',
    summary: "What people taught a sensor's detectors, newest first, and what that has let pass.",
    parameters: z.object({ sensor: z.string().min(1).max(200) }),
    response: LessonPage,
    problems: [400, 404],
  },
  judgeAnomaly: {
    method: 'post',
    path: '/anomalies/{anomaly}/verdict',
    role: 'operator',
    summary: 'Someone calls an anomaly expected or real; its detector heeds that next time.',
    parameters: oneAnomaly,
    body: VerdictWish,
    response: VerdictResult,
    problems: [400, 404, 413],
  },
  takeBackVerdict: {
    method: 'post',
    path: '/anomalies/{anomaly}/verdict/take-back',
    role: 'operator',
    summary: 'Someone takes a verdict back; its detector is again as if it had not been given.',
    parameters: oneAnomaly,
    body: TakeBackWish,
    response: VerdictResult,
    problems: [400, 404, 413],
  },
} as const satisfies Record<string, Route>
