import { describe, expect, it } from 'vitest'
import { routingProblems } from '#domain/notify/judge-routing.ts'
import { Routing } from '#domain/notify/routing.ts'

const receivers = { hook: { kind: 'webhook', url: 'https://hook.example/x' } }
const problems = (...routes: object[]) =>
  routingProblems(Routing.parse({ receivers, routes }), new Set(['mill', 'garden']), false)

describe('a routing', () => {
  it('without routes is refused, for nobody would be told', () => {
    expect(problems()).toEqual([
      { path: 'routes', message: expect.stringMatching(/^has none, so nobody .*; give one/) },
    ])
  })

  it('may name sites that are there', () => {
    const match = { sites: ['garden', 'mill'] }
    expect(problems({ name: 'day', receiver: 'hook', match })).toEqual([])
    expect(problems({ name: 'day', receiver: 'hook' })).toEqual([])
  })

  it('that names another one is told which there are', () => {
    const all = { name: 'all', receiver: 'hook' }
    const match = { sites: ['garden', 'gardn'] }
    expect(problems(all, { name: 'day', receiver: 'hook', match })).toEqual([
      {
        path: 'routes.1.match.sites',
        message:
          'no site is named "gardn"; there is garden, mill; apply its site file first, or correct the name',
      },
    ])
  })
})
