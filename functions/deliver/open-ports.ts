import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import type { DeliverPorts } from './deliver-ports.ts'
import { openSender } from './send-message.ts'

/** As every function that tells people is set. */
export function openDeliverPorts(log: DeliverPorts['log']): DeliverPorts {
  const store = openStore({ opsTable: requiredSetting('OPS_TABLE') })
  const mailboxUrl = process.env['MAILBOX_URL'] ?? ''
  return {
    store,
    receivers: {
      webhookUrl: process.env['WEBHOOK_URL'] ?? '',
      hasMailbox: mailboxUrl !== '',
    },
    dashboardUrl: (process.env['DASHBOARD_URL'] ?? '').replace(/\/$/, ''),
    send: openSender(store, { mailboxUrl, emailFrom: process.env['EMAIL_FROM'] ?? '' }, Date.now),
    now: Date.now,
    log,
  }
}
