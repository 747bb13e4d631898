/**
 * Two transactions that could not both be true (40001) or waited for each other (40P01): the database asks to try again. So does one that came second with the same free name
 * or number (23505, where no store has words for it): on the next try it sees the first.
 */
export function shouldRetry(error: unknown): boolean {
  return ['40001', '40P01', '23505'].includes((error as { code?: string }).code ?? '')
}
