import { describe, expect, it } from 'vitest'
import { readKeptEvents } from '#functions/redrive/kept-events.ts'
import { sendableFrame } from '#functions/redrive/sendable-frame.ts'
import { encodeName, signRequest } from '#functions/redrive/sign-request.ts'

const event = { source: 'gateway', 'detail-type': 'ReadingsReported', detail: { frame: 'f' } }

describe('what a failure destination kept', () => {
  const record = { kinesis: { data: Buffer.from(JSON.stringify(event)).toString('base64') } }
  const payload = JSON.stringify({ Records: [record, record] })

  it.each([
    ['the embedded cloud', { function: 'x', events: [event] }, [event]],
    ['a stream mapping of Lambda', { KinesisBatchInfo: {}, payload }, [event, event]],
    ['a call of Lambda', { requestContext: {}, requestPayload: event }, [event]],
  ])('is read as %s wrote it', (_, kept, events) => {
    expect(readKeptEvents(JSON.stringify(kept))).toEqual({ kind: 'events', events })
  })

  it.each([['{"payload":"<Whole Event>"}'], ['{"events":[]}'], ['{"requestPayload":{}}'], ['{']])(
    'is left alone where it is none of these: %s',
    (text) => {
      expect(readKeptEvents(text)).toMatchObject({ kind: 'unreadable' })
    },
  )
})

describe('what quarantine kept', () => {
  const reading = { sensor: 'temperature', at: 1, value: 2 }
  const whole = {
    schemaVersion: 1,
    frame: 'f',
    site: 's',
    cell: 'c',
    sentAt: 1,
    boot: 'b',
    readings: [reading],
  }
  const item = (change: object = {}, payload: unknown = whole) => ({
    id: 'q',
    kind: 'frame' as const,
    code: 'unknown-cell',
    reason: '',
    at: '',
    frame: 'f',
    site: 's',
    cell: 'c',
    sensor: null,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    ...change,
  })

  it('can be sent as it came, if that is all of it', () => {
    expect(sendableFrame(item())).toEqual({ kind: 'frame', frame: whole })
  })

  it.each([
    ['cut', item({}, '{"schemaVersion":1,"fra…'), /shortened/],
    [
      'less its values',
      item({}, { ...whole, readings: [{ ...reading, value: 'a number' }] }),
      /people/,
    ],
    ['less other fields', item({}, { ...whole, otherFields: 1 }), /left out/],
    ['a reading', item({ kind: 'reading' }), /single reading/],
    ['an event', item({ kind: 'event' }), /no frame/],
    ['unreadable', item({ code: 'unreadable-frame' }), /refused again/],
  ])('stays there when it is %s', (_, kept, reason) => {
    expect(sendableFrame(kept)).toEqual({ kind: 'not', reason: expect.stringMatching(reason) })
  })
})

describe('the signature', () => {
  // AWS's own examples of signature version 4 for S3.
  const keys = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }
  const at = new Date('2013-05-24T00:00:00Z')
  const signed = (query: string) =>
    signRequest(
      { method: 'GET', url: new URL(`https://examplebucket.s3.amazonaws.com/${query}`), body: '' },
      keys,
      'us-east-1',
      at,
    )['authorization']

  it('is the one AWS expects', () => {
    expect(signed('?max-keys=2&prefix=J')).toContain(
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    )
    expect(signed('?lifecycle')).toContain(
      'Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    )
  })

  it('encodes names as S3 does', () => {
    expect(encodeName("a b/(c)'*!~-_.é")).toBe('a%20b%2F%28c%29%27%2A%21~-_.%C3%A9')
  })
})
