import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

const policy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'"

/** The static export: /incident is incident.html, whatever is not there is 404.html. */
export async function serveFile(
  path: string,
  response: ServerResponse,
  folder: string | null,
  head: boolean,
): Promise<void> {
  const found = folder === null ? undefined : await findFile(path, folder)
  if (found) return send(found.file, found.status, response, head)
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('The dashboard is not built; run npm run build.\n')
}

async function findFile(path: string, folder: string) {
  const missing = join(folder, '404.html')
  const wanted = normalize(join(folder, decode(path) ?? '404'))
  const inside = wanted === folder || wanted.startsWith(folder + sep)
  const candidates = inside ? [wanted, `${wanted}.html`, join(wanted, 'index.html')] : []
  for (const file of candidates)
    if (await isFile(file)) return { file, status: file === missing ? 404 : 200 }
  return (await isFile(missing)) ? { file: missing, status: 404 } : undefined
}

/** Undefined where the escapes make no text: nothing can be there. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

async function send(
  path: string,
  status: number,
  response: ServerResponse,
  head: boolean,
): Promise<void> {
  const hashed = path.includes(`${sep}_next${sep}static${sep}`)
  response.writeHead(status, {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  if (head) response.end()
  // A file that a build takes away meanwhile, or a visitor who leaves, cuts the answer short; that is all.
  else await pipeline(createReadStream(path), response).catch(() => response.destroy())
}
