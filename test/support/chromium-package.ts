import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'

export interface UnpackedChromium {
  readonly executable: string
  readonly libraries: string
  readonly fontsConfiguration: string
}

/** The package's own file looks in /tmp/fonts; this one gives the same pictures everywhere. */
const packagedFontsOnly = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** Chromium from @sparticuz/chromium, with the libraries and fonts a bare machine lacks. */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const cache = resolve('node_modules/.cache/hyphae')
  const folder = join(cache, `chromium-${packageVersion()}`)
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    const fresh = mkdtempSync(`${folder}-`)
    await unpackInto(fresh)
    writeFileSync(join(fresh, 'fonts.conf'), packagedFontsOnly)
    publish(fresh, folder)
  }
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'al2023/lib'),
    fontsConfiguration: join(folder, 'fonts.conf'),
  }
}

function packageVersion(): string {
  const text = readFileSync(resolve('node_modules/@sparticuz/chromium/package.json'), 'utf8')
  return JSON.parse(text).version
}

async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env }
  // The package unpacks into TMPDIR, adds its libraries only where it believes itself in Lambda,
  // and leaves its own settings behind in the environment.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' })
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

/** A rename is atomic: nobody ever starts a half-written browser, and the first one to finish wins. */
function publish(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder)
  } catch (failure) {
    if (!existsSync(folder)) throw failure
    rmSync(fresh, { recursive: true })
  }
}
