import type { Refusal } from '../refusal.ts'

/** Turns a broken constraint into the refusal it stands for: `await refusing(insert(), { films_slug_key: () => … })`. Any other error goes on. */
export async function refusing<T>(work: Promise<T>, byConstraint: Readonly<Record<string, () => Refusal>>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const name = (error as { constraint?: string }).constraint
    const refusal = name ? byConstraint[name] : undefined
    if (refusal) throw refusal()
    throw error
  }
}

/** Two transactions that could not both be true (40001) or waited for each other (40P01): the database asks to try again. */
export function shouldRetry(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as { code?: string }).code ?? '')
}
