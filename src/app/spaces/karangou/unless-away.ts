/** What another room adds to a page; nothing while that room says that it cannot answer now (503). Everything else goes on being an error. */
export async function unlessAway<Item>(asked: Promise<{ items: Item[] }>): Promise<Item[]> {
  try {
    return (await asked).items
  } catch (error) {
    if ((error as { init?: { status?: number } | null } | null)?.init?.status === 503) return []
    throw error
  }
}
