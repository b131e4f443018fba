const deep = 200
const [quote, backslash] = [34, 92]
const opening = new Set([91, 123])
const closing = new Set([93, 125])

/** Whether lists and objects of a valid JSON text stand deeply within one another. */
export function isDeeplyNested(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (opening.has(code)) depth += 1
    else if (closing.has(code)) depth -= 1
    if (depth > deep) return true
  }
  return false
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== quote)
    at += text.charCodeAt(at) === backslash ? 2 : 1
  return at
}
