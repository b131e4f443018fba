import { execFileSync } from 'node:child_process'

export function setup() {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}
