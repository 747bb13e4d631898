/** The stable name of a new stage, from its first name; a number is added when it is taken. */
export function keyOf(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 36)
  const key = plain || 'stage'
  if (!taken.includes(key)) return key
  let n = 2
  while (taken.includes(`${key}-${n}`)) n++
  return `${key}-${n}`
}
