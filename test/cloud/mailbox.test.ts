import { expect, it } from 'vitest'
import { openSender } from '#deliver/send-message.ts'
import { Mailbox } from '#domain/notify/letter.ts'
import type { Message } from '#domain/notify/message.ts'
import { tableNames } from '#simulators/cloud/environment.ts'
import { openMailbox } from '#simulators/cloud/mailbox/mailbox.ts'
import { openStore } from '#store/store.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'

const message: Message = {
  ...{
    schemaVersion: 1,
    kind: 'incidents',
    severity: 'critical',
    title: 'Critical: Pumpe läuft heiß',
  },
  ...{ lines: ['First: stop it'], place: 'Pump, garden', since: '2026-03-02T00:00:00.000Z' },
  ...{ downstream: 2, link: 'http://127.0.0.1/incident?id=x', incidents: [], total: 1 },
}
const outgoing = (id: string) => ({ id, receiver: 'shift', message, repeated: false })

it('keeps what the real clients of SNS and SES sent, and what goes to mailbox:', async () => {
  const folder = await temporaryFolder()
  const cloud = await startTestCloud(folder)
  try {
    const mailboxUrl = `${cloud.origin}/cloud/mailbox`
    const store = openStore({ opsTable: tableNames.ops })
    const send = openSender(store, { mailboxUrl, emailFrom: 'hyphae@localhost' }, Date.now)
    const topicArn = 'arn:aws:sns:eu-central-1:123456789012:garden'
    const answers = [
      await send({ kind: 'sns', topicArn }, outgoing('d-1')),
      await send({ kind: 'email', to: ['a@example.com', 'b@example.com'] }, outgoing('d-2')),
      await send({ kind: 'webhook', url: 'mailbox:' }, outgoing('d-3')),
    ]
    expect(answers).toEqual(Array(3).fill({ kind: 'taken' }))
    const { items } = Mailbox.parse(await (await fetch(mailboxUrl)).json())
    expect(items.map(({ via, to, subject }) => `${via} ${to}: ${subject}`)).toEqual([
      'mailbox shift: Critical: Pumpe läuft heiß',
      'email a@example.com, b@example.com: Critical: Pumpe läuft heiß',
      `sns ${topicArn}: Critical: Pumpe l uft hei`,
    ])
    expect(items[0]?.message).toEqual(message)
    for (const { text } of items) expect(text).toContain('First: stop it\nWhere: Pump, garden\n')
    const config = await (await fetch(`${cloud.origin}/config.json`)).json()
    expect(config).toMatchObject({ mailbox: true })
  } finally {
    await cloud.stop()
  }
})

it('keeps the newest, and no more than it should', async () => {
  const mailbox = openMailbox(await temporaryFolder())
  const letter = { via: 'mailbox', to: 'a', repeated: false, text: '', message: null } as const
  for (let at = 0; at < 510; at += 1) await mailbox.put({ ...letter, at, subject: `${at}` })
  const kept = await mailbox.read(1_000)
  expect([kept.length, kept[0]?.subject, kept.at(-1)?.subject]).toEqual([500, '509', '10'])
})
