import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiCall, ApiUnderTest } from '#test/support/api-under-test.ts'
import { act, span, spike } from '#test/support/documented-calls.ts'
import { startGardenApi } from '#test/support/garden-api.ts'
import { gardenFile } from '#test/support/sites.ts'

let api: ApiUnderTest
beforeAll(async () => {
  api = await startGardenApi()
}, 60_000)
afterAll(() => api.stop())

describe('what makes no sense', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const put = (body: unknown, headers = {}): ApiCall => ({
    method: 'PUT',
    path: '/sites/garden',
    body,
    headers,
  })

  it.each<readonly [string, ApiCall, number, string]>([
    ['an unknown route', { path: '/planets' }, 404, '/api/v1/openapi.json lists every route'],
    [
      'a method of elsewhere',
      { method: 'DELETE', path: '/sites' },
      405,
      'No DELETE /api/v1/sites; this address takes GET, HEAD, OPTIONS',
    ],
    ['a broken escape', { path: '/incidents/%E0%A4%A' }, 404, 'There is no incident'],
    ['a null byte', { path: '/incidents/%00' }, 400, 'path.id holds a control character'],
    ['an endless path', { path: `/${'x'.repeat(20_000)}` }, 414, 'shorten the names'],
    ['an unknown status', { path: '/incidents?status=lost' }, 400, 'query.status "lost": '],
    [
      'a filter that is mistyped',
      { path: '/incidents?stauts=open' },
      400,
      'takes status, severity',
    ],
    ['a question where none is', { path: '/health?x=1' }, 400, 'GET /health takes no parameters'],
    ['a filter given twice', { path: '/incidents?cell=a&cell=b' }, 400, 'cell is given 2 times'],
    ['an unknown site', { path: '/incidents?site=park' }, 404, 'GET /api/v1/sites lists them'],
    ['a limit of none', { path: '/incidents?limit=0' }, 400, 'query.limit "0": '],
    ['a limit of too many', { path: '/incidents?limit=501' }, 400, 'query.limit'],
    ['a limit in words', { path: '/incidents?limit=ten' }, 400, 'query.limit'],
    ['a limit of halves', { path: '/incidents?limit=1.5' }, 400, 'query.limit'],
    ['another cursor', { path: '/incidents?cursor=abc' }, 400, 'cursor "abc" is none of ours'],
    ['a cursor with a tab', { path: '/incidents?cursor=h/202603/%09' }, 400, 'none of ours'],
    ['a cursor of no place', { path: '/quarantine?cursor=20260302/1/~' }, 400, 'none of ours'],
    [
      'a cursor of a sensor that is gone',
      { path: '/sensors?cursor=a.b.c' },
      400,
      'its sensor is gone',
    ],
    ['a cursor from the beginning of time', { path: '/changes?cursor=1' }, 400, 'a day old'],
    ['a cursor below nothing', { path: '/changes?cursor=-1' }, 400, 'none of ours'],
    ['a span of nothing', { path: `/series?sensor=${spike}&from=1&to=1` }, 400, 'swap them'],
    [
      'a span without an end',
      { path: `/series?sensor=${spike}&from=1` },
      400,
      'query.to is missing',
    ],
    ['a span in words', { path: `/series?sensor=${spike}&from=a&to=b` }, 400, 'query.from'],
    ['a span beyond time', { path: `/series?sensor=${spike}&from=0&to=9e15` }, 400, 'query.to'],
    [
      'five points',
      { path: `/series?sensor=${spike}&${span}&maxPoints=5` },
      400,
      'query.maxPoints',
    ],
    [
      'a sensor of one name',
      { path: `/series?sensor=pump&${span}` },
      404,
      'named site.cell.sensor',
    ],
    [
      'what every object has',
      { path: `/series?sensor=garden.pump.constructor&${span}` },
      404,
      'no sensor',
    ],
    ['no JSON', put('{'), 400, 'send one JSON object'],
    ['no body', { method: 'PUT', path: '/sites/garden' }, 400, 'declared as nothing, not as JSON'],
    [
      'a form',
      put('a=1', { 'content-type': 'text/plain' }),
      400,
      'declared as "text/plain", not as JSON; send content-type: application/json',
    ],
    ['null', put(null), 400, 'body'],
    ['a list', put([]), 400, 'body'],
    ['nested lists', put(deep), 400, 'nested deeper than 64 levels'],
    [
      'nested lists in a site',
      put(`{"schemaVersion":1,"site":"garden","name":"G","cells":${deep}}`),
      400,
      'nested deeper than 64 levels',
    ],
    [
      'nested objects',
      put(`{"metrics":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`),
      400,
      'body',
    ],
    ['a poisoned prototype', put('{"__proto__":{"site":"garden"},"constructor":1}'), 400, 'body'],
    ['a field nobody knows', put({ ...gardenFile, colour: 'red' }), 400, 'colour'],
    [
      'a metric nobody defined',
      put({ ...gardenFile, metrics: {} }),
      422,
      'no metric is named "temperature"',
    ],
    ['two names', { ...put(gardenFile), path: '/sites/park' }, 422, 'make them one'],
    [
      'a comment turned around',
      {
        method: 'POST',
        path: '/incidents/x/resolve',
        body: { by: 'a', comment: '\u202edeyortsed' },
      },
      400,
      'body.comment holds a control character',
    ],
    [
      'a comment of a novel',
      {
        method: 'POST',
        path: '/incidents/x/resolve',
        body: { by: 'a', comment: 'x'.repeat(2_001) },
      },
      400,
      'body.comment',
    ],
  ])('such as %s is answered with what is wrong', async (_, call, status, detail) => {
    const answer = await api.call(call)
    expect(answer.json).toMatchObject({ type: 'about:blank', status })
    expect(answer.text.replaceAll('\\"', '"')).toContain(detail)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.text.length).toBeLessThan(20_000)
  })
})

describe('an address', () => {
  it.each([
    ['/sites', 'GET, HEAD, OPTIONS'],
    ['/openapi.json', 'GET, HEAD, OPTIONS'],
    ['/sites/garden', 'PUT, OPTIONS'],
    ['/routing', 'GET, HEAD, PUT, OPTIONS'],
    ['/incidents/x/resolve', 'POST, OPTIONS'],
    // One operation's own name may be another's parameter.
    ['/silences/preview', 'PUT, POST, OPTIONS'],
  ])('such as %s says that it takes %s', async (path, allow) => {
    const call = async (method: string) => {
      const { status, headers } = await api.call({ method, path })
      return [status, headers['allow']]
    }
    expect(await call('PATCH')).toEqual([405, allow])
    expect(await call('TRACE')).toEqual([405, allow])
    expect(await call('OPTIONS')).toEqual([204, allow])
  })

  it('that is none takes nothing, whatever is asked', async () => {
    for (const method of ['PATCH', 'TRACE', 'OPTIONS'])
      for (const path of ['/planets', '/sites/garden/moss', '/sites/'])
        expect([method, (await api.call({ method, path })).status]).toEqual([method, 404])
  })

  it('tells HEAD what it tells GET, without the body', async () => {
    const [got, asked] = [
      await api.call({ path: '/sites' }),
      await api.call({ method: 'HEAD', path: '/sites' }),
    ]
    expect([asked.status, asked.text]).toEqual([200, ''])
    expect(asked.headers['etag']).toBe(got.headers['etag'])
    expect((await api.call({ method: 'HEAD', path: '/sites/garden' })).status).toBe(405)
  })
})

describe('a refusal', () => {
  const query = (name: string, parameter: string) => `/${name}?${parameter}`
  it.each([
    [query('sensors', 'status=sleepy'), 'query.status "sleepy"'],
    [query('sensors', `site=${'s'.repeat(64)}`), 'query.site "sss'],
    [query('sensors', 'limit=many'), 'query.limit "many"'],
    [query('latest', 'site='), 'query.site ""'],
    [query('latest', ''), 'query.site is missing'],
    [query('silences', 'state='), 'query.state "" is empty'],
    [query('incidents', 'status=open&owner='), 'query.owner "" is empty'],
    [query('incidents', 'cell'), 'query.cell "" is empty'],
    [query('sensors', 'metric='), 'query.metric "" is empty'],
    [query('audit', 'by='), 'query.by "" is empty'],
    [query('audit', 'from='), 'query.from "" is empty'],
    [query('changes', 'cursor='), 'query.cursor "" is empty'],
    [query('series', `sensor=${spike}&from=-1&to=1`), 'query.from "-1"'],
    [query('incidents', 'severity=awful'), 'query.severity "awful"'],
    [query('incidents', `cursor=${'c'.repeat(513)}`), 'query.cursor "ccc'],
    [query('changes', 'cursor=yesterday'), 'cursor "yesterday"'],
    [query('quarantine', 'limit=0'), 'query.limit "0"'],
    [`/incidents/${'x'.repeat(301)}`, 'path.id "xxx'],
  ])('of %s names the value and the remedy', async (path, value) => {
    const { status, json } = await api.call({ path })
    const { detail } = json as { detail: string }
    expect(status).toBe(400)
    expect(detail).toContain(value)
    expect(detail).toMatch(
      /; .*(openapi\.json says what may stand there|pass (?:next|cursor)|start)/,
    )
  })

  it('of a body names its value and the remedy', async () => {
    const { json } = await api.call(act('resolve', { body: { by: '', version: 'one' } }))
    expect(json).toMatchObject({
      status: 400,
      errors: [
        {
          path: 'body.by',
          message: expect.stringMatching(/^"": .*; .* says what may stand there$/),
        },
        { path: 'body.version', message: expect.stringMatching(/^"one": /) },
      ],
    })
  })
})
