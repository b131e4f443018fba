import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface AxeViolation {
  readonly id: string
  readonly help: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary?: string }>
}

/** What axe finds wrong with the page as it stands, each with its first place. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  if (!isThere) await page.evaluate(axe.source)
  const violations: AxeViolation[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}, ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
  )
}

/** Pixels by which the page can be pushed sideways; it must be none. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
}
