/** What goes here stays on this machine, in the embedded cloud's mailbox. */
export const mailboxAddress = 'mailbox:'

/**
 * Why nothing may be sent to an address; null where it may. A message is signed and leaves from inside the account, so it
 * must not be led to whatever listens there.
 */
export function refuseAddress(address: string, mayBeLocal: boolean): string | null {
  if (address === mailboxAddress)
    return mayBeLocal ? null : "mailbox: is only there on a machine of one's own"
  const url = URL.parse(address)
  if (!url) return `"${address.slice(0, 200)}" is no URL`
  if (url.username !== '' || url.password !== '') return 'a URL may hold no name or password'
  if (mayBeLocal && url.protocol === 'http:' && url.hostname === '127.0.0.1') return null
  if (url.protocol !== 'https:') return `the URL must begin with https://, not ${url.protocol}//`
  return isInside(url.hostname) ? `${url.hostname} is a private address` : null
}

/** URL writes every form of an IPv4 address as four decimals. */
const insideV4 = [
  /^(0|10|127)\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^192\.0\.0\./,
  /^198\.1[89]\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^(22[4-9]|2[3-5]\d)\./,
]
const insideNames = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/

function isInside(hostname: string): boolean {
  // Of IPv6 only what is routed worldwide, and nothing that an IPv4 address may hide in.
  if (hostname.startsWith('['))
    return !/^\[2[0-9a-f]{3}:/.test(hostname) || /^\[(2002|2001:0?):/.test(hostname)
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return insideV4.some((range) => range.test(hostname))
  return insideNames.test(hostname)
}

/** The same for what a name stands for, looked up just before it is called. */
export function isInsideAddress(address: string): boolean {
  return isInside(address.includes(':') ? `[${address.toLowerCase()}]` : address)
}
