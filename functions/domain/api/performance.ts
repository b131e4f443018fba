import * as z from 'zod'

const count = z.number().int()
const share = z.number()
const instant = z.number().int()
const named = z.object({ id: z.string(), title: z.string(), openedAt: z.string() })
const spread = z.object({ count, median: z.number(), p95: z.number() }).nullable()

export const Frequent = z
  .object({
    ...{ site: z.string(), cell: z.string(), place: z.string(), what: z.string() },
    ...{ incidents: count, share },
  })
  .meta({ id: 'Frequent' })
export type Frequent = z.infer<typeof Frequent>

/** Of the incidents that called somebody in a span, by EEMUA 191 and ISA-18.2. Times in epoch milliseconds, shares of 1. */
export const Performance = z
  .object({
    from: instant,
    to: instant,
    operators: count,
    incidents: count,
    /** EEMUA 191: about one every ten minutes is the most that can be borne for long. */
    perOperatorHour: z.number(),
    perTenMinutes: z.object({
      peak: count,
      /** Shares of the ten-minute slots that brought so many. */
      shares: z.object({
        ...{ none: share, one: share, two: share, threeToNine: share, tenOrMore: share },
      }),
    }),
    floods: z.array(z.object({ from: instant, until: instant, incidents: count })),
    floodShare: share,
    /** Flapping, or opened again. */
    chattering: z.object({ count, worst: z.array(named) }),
    /** Standing for more than a day. */
    stale: z.object({ count, oldest: z.array(named) }),
    mostFrequent: z.array(Frequent),
    severities: z.array(
      z.object({ severity: z.enum(['high', 'medium', 'low']), share, guide: share }),
    ),
    acknowledgeSeconds: spread,
    resolveSeconds: spread,
    /** Of all that opened: silenced, or part of another. */
    suppressedShare: share,
  })
  .meta({ id: 'Performance' })
export type Performance = z.infer<typeof Performance>
