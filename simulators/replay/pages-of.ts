/** Page after page, by the cursor that each brings. */
export async function* pagesOf<Page extends { readonly next: string | null }>(
  ask: (cursor: { readonly cursor?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: string | null | undefined
  do {
    const page: Page = await ask(cursor ? { cursor } : {})
    yield page
    cursor = page.next
  } while (cursor)
}
