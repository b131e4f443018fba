import { describe, expect, it } from 'vitest'
import { compareRouting } from '#domain/notify/compare-routing.ts'
import { defaultRouting } from '#domain/notify/default-routing.ts'
import { isWithinHours } from '#domain/notify/is-within-hours.ts'
import { matchRoutes } from '#domain/notify/match-routes.ts'
import { type Hours, Routing } from '#domain/notify/routing.ts'
import { isInsideAddress, refuseAddress } from '#domain/notify/webhook-address.ts'

const receivers = {
  a: { kind: 'webhook', url: 'https://a.example' },
  b: { kind: 'email', to: ['b@example.com'] },
}
const route = (name: string, change: object = {}) => ({ name, receiver: 'a', ...change })
const routed = (routes: object[], site = 'garden') =>
  matchRoutes(Routing.parse({ receivers, routes }), { severity: 'major', site }, 0).routes.map(
    ({ name }) => name,
  )

describe('routes', () => {
  it('hold by the first that matches', () => {
    expect(routed([route('one'), route('two')])).toEqual(['one'])
    expect(routed([route('one', { match: { severities: ['critical'] } }), route('two')])).toEqual([
      'two',
    ])
  })

  it('go on where a route says so', () => {
    expect(routed([route('one', { continue: true }), route('two'), route('three')])).toEqual([
      'one',
      'two',
    ])
  })

  it.each([
    [[route('one', { receiver: 'c' })], '"c" is no receiver; there is a, b'],
    [
      [route('one', { escalate: { afterMinutes: 5, to: 'c' } })],
      '"c" is no receiver; there is a, b',
    ],
    [[route('one'), route('one')], `"one" is an earlier route's; give each its own`],
    [
      [route('one', { match: { hours: { from: '1:00', to: '02:00', timeZone: 'UTC' } } })],
      'must be a time of day such as 06:30',
    ],
    [
      [route('one', { match: { hours: { from: '01:00', to: '02:00', timeZone: 'Mars' } } })],
      'must be a time zone such as Europe/Zurich, or UTC',
    ],
  ])('are refused where they cannot hold: %#', (routes, message) => {
    const { error } = Routing.safeParse({ receivers, routes })
    expect(error?.issues.map((issue) => issue.message)).toEqual([message])
  })

  it('differ by receiver and by route, the order counting', () => {
    const before = Routing.parse({ receivers, routes: [route('one'), route('two')] })
    const after = Routing.parse({ receivers, routes: [route('two'), route('one')] })
    expect(compareRouting(before, before)).toEqual([])
    expect(compareRouting(before, after).map(({ field }) => field)).toEqual([
      'routes.one',
      'routes.two',
    ])
    expect(compareRouting(undefined, before)).toHaveLength(4)
  })

  it('are, where nobody wrote any, for whoever can be told', () => {
    const none = defaultRouting({ webhookUrl: '', hasMailbox: false })
    expect(none).toEqual({ receivers: {}, routes: [] })
    const both = defaultRouting({ webhookUrl: 'https://a.example', hasMailbox: true })
    const told = matchRoutes(both, { severity: 'warning', site: 'garden' }, 0).routes
    expect(told.map(({ receiver }) => receiver)).toEqual(['webhook', 'mailbox'])
    expect(matchRoutes(both, { severity: 'info', site: 'garden' }, 0).routes).toEqual([])
  })
})

describe('hours', () => {
  const nights: Hours = { days: ['fri'], from: '22:00', to: '06:00', timeZone: 'Europe/Zurich' }
  const days: Hours = {
    days: ['mon', 'fri'],
    from: '07:00',
    to: '18:00',
    timeZone: 'Europe/Zurich',
  }
  // 27 March 2026 is a Friday; in the night to Sunday the clocks go forward.
  it.each([
    [nights, '2026-03-27T20:59:00Z', false],
    [nights, '2026-03-27T21:00:00Z', true],
    [nights, '2026-03-28T04:59:00Z', true],
    [nights, '2026-03-28T05:00:00Z', false],
    [nights, '2026-03-28T22:00:00Z', false],
    [days, '2026-03-27T05:59:00Z', false],
    [days, '2026-03-27T06:00:00Z', true],
    [days, '2026-03-27T16:59:00Z', true],
    [days, '2026-03-27T17:00:00Z', false],
    [days, '2026-03-26T12:00:00Z', false],
    // Summer time by then.
    [days, '2026-03-30T05:00:00Z', true],
    [days, '2026-03-30T16:00:00Z', false],
  ])('%o at %s: %s', (hours, at, isWithin) => {
    expect(isWithinHours(hours, Date.parse(at))).toBe(isWithin)
  })
})

describe('addresses', () => {
  it.each([
    'https://hook.example/x',
    'https://8.8.8.8/',
    'https://172.32.0.1/',
    'https://[2606:4700::1111]/',
  ])('%s may be told', (url) => {
    expect(refuseAddress(url, false)).toBeNull()
  })

  it.each([
    'http://hook.example/',
    'ftp://hook.example/',
    'hook.example',
    'mailbox:',
    'https://localhost/',
    'https://db.internal/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://[::1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://user:word@hook.example/',
  ])('%s may not', (url) => {
    expect(refuseAddress(url, false)).toEqual(expect.any(String))
  })

  it('on this machine are for the embedded cloud', () => {
    expect(refuseAddress('http://127.0.0.1:4000/x', true)).toBeNull()
    expect(refuseAddress('mailbox:', true)).toBeNull()
    expect(refuseAddress('http://192.168.1.1/', true)).toEqual(expect.any(String))
  })

  it('are judged by what a name stands for', () => {
    expect(['10.0.0.1', '::1', 'FE80::1', '::ffff:127.0.0.1'].map(isInsideAddress)).not.toContain(
      false,
    )
    expect(['8.8.8.8', '2606:4700::1111'].map(isInsideAddress)).not.toContain(true)
  })
})
