import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { type Letter, writeOut } from '#platform/letters/letter'
import { sendMail } from '#platform/mail'
import { isRefusal } from '#platform/refusal'
import type { Outcome } from '../types.ts'

export interface NoticeMail {
  /** The delivery: makes the Message-ID, the same at every try, by which receivers remove doubles. */
  id: string
  to: string
  letter: Letter
  /** The signed address that ends mails of this topic at one press (RFC 8058). Null for what cannot be refused. */
  leave: string | null
}

/** Written in the person's language, plain and HTML, handed to the mail server. */
export async function sendNoticeMail(ctx: Ctx, { id, to, letter, leave }: NoticeMail): Promise<Outcome> {
  const { text, html } = await writeOut(letter)
  const headers = {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': letter.lang,
    ...(leave ? { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  }
  try {
    await sendMail(ctx, { to, subject: letter.heading, text, html, messageId: `<${id}@${new URL(config().publicUrl).hostname}>`, headers })
    return { done: true }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return error.kind === 'unavailable' ? { done: false, problem: error.code, again: true } : { done: false, problem: error.code, again: false, bounced: true }
  }
}
