/** Two transactions that could not both be true (40001) or waited for each other (40P01): the database asks to try again. */
export function shouldRetry(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as { code?: string }).code ?? '')
}
