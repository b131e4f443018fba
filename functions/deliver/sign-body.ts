import { createHmac } from 'node:crypto'

/** As the receiver computes it again: HMAC-SHA256 over the time and the body, so that neither can be changed. */
export function signBody(secret: string, seconds: number, body: string): string {
  const hex = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${hex}`
}
