import type { PageHandle } from '#platform/page'

/** What the deepest route says of its page; what it leaves out comes from the layouts above it. A page nobody speaks for is a reading page of the house. */
export function pageHandle(handles: readonly unknown[]): Required<PageHandle> {
  const said = handles.filter((handle): handle is Partial<PageHandle> => typeof handle === 'object' && handle !== null)
  return {
    page: said.findLast((handle) => handle.page)?.page ?? 'reading',
    space: said.findLast((handle) => handle.space)?.space ?? 'griot',
  }
}
