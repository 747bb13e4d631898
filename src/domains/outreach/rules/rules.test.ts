import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enrolmentStates, turns } from '../types.ts'
import { afterWait, instantOf, localOf, nextOpening, slots } from './hours.ts'
import { replySubject, writeOut } from './letter.ts'
import { failuresIn } from './bounces.ts'
import { parse } from '../post/parse.ts'
import { idsIn, kindOf, storable } from './received.ts'
import { asksToLeave, passedOn, withoutQuotes } from './said.ts'
import { isOver, turned } from './states.ts'
import { fill, oneLine, placesIn, whatIsWrong } from './variables.ts'

const box = { timeZone: 'Europe/Paris', weekdays: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1_080, dailyLimit: 5, pace: 60 }
const mail = (more: object = {}) => ({ headers: {}, from: 'ama@musique.example', subject: 'Re: Bonjour', text: 'Oui !', report: null, ...more })

describe('variables', () => {
  test('values, fallbacks, and what is missing', () => {
    const filled = fill('Bonjour {{artist.firstname|toi}}, de {{artist.city}} ({{ artist.name }})', { 'artist.name': 'Ama Sika', 'artist.firstname': null, 'artist.city': '' })
    expect(filled).toEqual({ text: 'Bonjour toi, de {{artist.city}} (Ama Sika)', missing: ['artist.city'] })
    expect(whatIsWrong('{{artist.nom}} {{agency.name}}', ['agency.name'])).toEqual({ kind: 'unknown', names: ['artist.nom'] })
    expect(whatIsWrong('Salut {{agency.name', ['agency.name'])).toEqual({ kind: 'brace' })
    expect(whatIsWrong('{{agency.name}} {simple}', ['agency.name'])).toBeNull()
  })
  test('a value is never read as a variable, and no value breaks out of a line', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, city) => {
        const { text } = fill('{{artist.name|x}}·{{artist.city|y}}', { 'artist.name': name, 'artist.city': city })
        expect(text).toBe(`${name.trim() || 'x'}·${city.trim() || 'y'}`)
        // oxlint-disable-next-line no-control-regex -- the very thing
        expect(oneLine(`Objet ${name}`)).not.toMatch(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/)
      }),
    )
    expect(oneLine('Salut\r\nBcc: tous@example.org')).toBe('Salut Bcc: tous@example.org')
  })
  test('every place of a text is found', () => {
    expect(placesIn('{{a}} {{ b | c }} {{d|}}')).toEqual([
      { name: 'a', fallback: null },
      { name: 'b', fallback: 'c' },
      { name: 'd', fallback: '' },
    ])
  })
})

describe('states', () => {
  test('an answer, a bounce, an unsubscription are final: no turn leads from them to sending again', () => {
    fc.assert(
      fc.property(fc.constantFrom('answered', 'bounced', 'unsubscribed', 'finished' as const), fc.array(fc.constantFrom(...turns)), (state, all) => {
        let at: (typeof enrolmentStates)[number] = state as (typeof enrolmentStates)[number]
        for (const one of all) at = turned(at, one) ?? at
        expect(at).toBe(state)
      }),
    )
  })
  test('whatever happens, an end is an end or a person took it up again', () => {
    for (const state of enrolmentStates)
      for (const turn of turns) if (isOver(state) && turned(state, turn) === 'active') expect([turn, ['failed', 'stopped']]).toEqual(['resume', expect.arrayContaining([state])])
  })
})

describe('hours', () => {
  test('Friday evening waits for Monday morning, in the sender’s zone', () => {
    expect(nextOpening(box, new Date('2026-11-20T17:30:00Z')).toISOString()).toBe('2026-11-23T08:00:00.000Z')
    expect(nextOpening(box, new Date('2026-11-20T16:59:00Z')).toISOString()).toBe('2026-11-20T16:59:00.000Z')
  })
  test('three working days after a Thursday is a Tuesday, at the same hour, also over a change of time', () => {
    expect(afterWait(new Date('2026-11-19T10:00:00Z'), { wait: 3, working: true }, 'Europe/Paris').toISOString()).toBe('2026-11-24T10:00:00.000Z')
    expect(afterWait(new Date('2026-10-23T08:00:00Z'), { wait: 1, working: true }, 'Europe/Paris').toISOString()).toBe('2026-10-26T09:00:00.000Z')
    expect(afterWait(new Date('2026-11-19T10:00:00Z'), { wait: 3, working: false }, 'Europe/Paris').toISOString()).toBe('2026-11-22T10:00:00.000Z')
  })
  test('an instant made from a day and a minute shows them again', () => {
    const zone = fc.constantFrom('Africa/Lome', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland')
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), zone, (at, where) => {
        const seen = localOf(at, where)
        const again = localOf(instantOf(seen.day, seen.minutes, where), where)
        expect([again.day, again.minutes]).toEqual([seen.day, seen.minutes])
      }),
    )
  })
  test('never more than the limit, never outside the hours, never closer than the pace', () => {
    const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 5, max: 600 }), (now, sentToday, pace) => {
        const lastAt = new Date(now.getTime() - 10_000)
        const found = slots({ ...box, pace }, { sentToday, lastAt, now, until: new Date(now.getTime() + 600_000) })
        expect(found.length).toBeLessThanOrEqual(Math.max(0, 5 - sentToday))
        for (const [at, one] of found.entries()) {
          expect(nextOpening(box, one)).toEqual(one)
          expect(one.getTime() - (found[at - 1] ?? lastAt).getTime()).toBeGreaterThanOrEqual(pace * 1000)
        }
      }),
    )
  })
})

describe('what comes back', () => {
  test('an answer, an absence, a late delivery, a dead address', () => {
    expect(kindOf(mail())).toBe('answer')
    expect(kindOf(mail({ headers: { 'auto-submitted': 'no' } }))).toBe('answer')
    expect(kindOf(mail({ headers: { 'auto-submitted': 'auto-replied' } }))).toBe('auto')
    expect(kindOf(mail({ subject: 'Réponse automatique : absente' }))).toBe('auto')
    expect(kindOf(mail({ report: 'Final-Recipient: rfc822; x@y.example\nAction: delayed\nStatus: 4.4.7' }))).toBe('auto')
    expect(kindOf(mail({ report: 'Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1' }))).toBe('bounce')
    expect(kindOf(mail({ from: 'mailer-daemon@relay.example', text: '550 5.1.1 user unknown' }))).toBe('bounce')
    expect(failuresIn(mail({ report: 'Final-Recipient: rfc822; X@Y.example\nOriginal-Recipient: rfc822;z@y.example\nAction: failed' }))).toEqual([
      { addresses: ['x@y.example', 'z@y.example'], isDead: true },
    ])
  })
  test('quotes are cut, what was written below them is kept', () => {
    expect(withoutQuotes('Oui, appelons-nous.\n\nLe lun. 16 nov. 2026 à 10:02, Mariam Koné <m@nyala.example>\na écrit :\n> Bonjour\n> Ama')).toBe('Oui, appelons-nous.')
    expect(withoutQuotes('On Mon, Nov 16, 2026, Mariam wrote:\n> Hello?\n\nYes, below.')).toBe('Yes, below.')
    expect(withoutQuotes('Le disque sort lundi.\nOn se parle ?')).toBe('Le disque sort lundi.\nOn se parle ?')
  })
  test('« stop » alone is an objection, a stop in a sentence is not', () => {
    for (const text of ['STOP', 'stop.', 'Désinscription !', 'unsubscribe', 'Ne m’écrivez plus']) expect(asksToLeave(text), text).toBe(true)
    for (const text of ['Un non-stop de concerts', 'Je ne dis pas stop']) expect(asksToLeave(text), text).toBe(false)
  })
  test('a text cut in the middle of an emoji can still be kept', () => {
    expect(storable('a😀b', 2).isWellFormed()).toBe(true)
    expect(storable('a\0😀b', 4)).toBe('a😀b')
  })
  test('a mail of nothing but brackets is read without going back', async () => {
    const said = async (html: string) => (await parse(new TextEncoder().encode(`From: a@b.example\r\nContent-Type: text/html\r\n\r\n${html}`))).text
    for (const tail of ['<'.repeat(400_000), '<br'.repeat(150_000)]) expect((await said(`<p>Oui</p>${tail}`)).slice(0, 3)).toBe('Oui')
  })
  test('hostile text is read in a moment', { timeout: 60_000 }, () => {
    const begun = Date.now()
    withoutQuotes(`Le ${'a '.repeat(100_000)}`)
    idsIn('<'.repeat(100_000))
    for (const filler of ['x', ' ', '\n', '\n ', '-', '- ', '5.', ': ', '@a', '<a@', '> ']) {
      const long = filler.repeat(100_000)
      failuresIn(mail({ report: `Final-Recipient: rfc822; ${long}<` }))
      failuresIn(mail({ from: 'mailer-daemon@x.example', text: long }))
      passedOn('Fwd: a', `-- Forwarded message --\nFrom: ${long}`)
      asksToLeave(`stop${long}`)
    }
    kindOf(mail({ subject: `re: ${' '.repeat(100_000)}`, text: '5.'.repeat(50_000), from: 'mailer-daemon@x' }))
    // Whatever grows with the square of the length takes minutes.
    expect(Date.now() - begun).toBeLessThan(20_000)
  })
  test('what servers write in their own words: given up, only late, full, and whose address', () => {
    const exim = `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ama@musique.example\n    host mx.musique.example [5.9.12.33]\n    SMTP error from remote mail server after RCPT TO:<ama@musique.example>:\n    550 5.1.1 <ama@musique.example>: Recipient address rejected\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <ours@nyala.example>\nkofi@musique.example`
    const robot = (text: string, headers = {}) => failuresIn(mail({ from: 'mailer-daemon@relay.example', text, headers }))
    expect(robot(exim)).toEqual([{ addresses: ['ama@musique.example'], isDead: true }])
    expect(
      robot('Hi. This is the qmail-send program.\nThis is a permanent error; I’ve given up.\n\n<esi@musique.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n'),
    ).toEqual([{ addresses: ['esi@musique.example'], isDead: true }])
    // The numbers of a machine are no status.
    expect(
      robot('A message that you sent has not yet been delivered after 24 hours on the queue.\nhost mx [5.9.12.33]: 451 try again later\nNo action is required on your part.'),
    ).toEqual([])
    expect(robot('La boîte est pleine. Votre message n’a pas pu être distribué : quota exceeded', { 'x-failed-recipients': 'yao@musique.example' })).toEqual([
      { addresses: ['yao@musique.example'], isDead: false },
    ])
    expect(robot('552 5.2.2 Mailbox full')).toEqual([{ addresses: [], isDead: false }])
    expect(failuresIn(mail({ from: 'postmaster@petit-label.example', text: 'Oui, appelez-moi.' }))).toBeNull()
    expect(kindOf(mail({ from: 'postmaster@petit-label.example', text: 'Oui, appelez-moi.' }))).toBe('answer')
  })
  test('a report of several addresses: only what was given up counts, and a mailbox that is full is not dead', () => {
    const report = `Reporting-MTA: dns; relay.example\r\n\r\nFinal-Recipient: rfc822;\r\n late@y.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\nFinal-Recipient: rfc822; full@y.example\r\nAction: failed\r\nStatus: 5.2.2 (mailbox full)\r\n\r\nFinal-Recipient: utf-8; gone@y.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822; spam@y.example\r\nAction: failed\r\nStatus: 5.7.1\r\nDiagnostic-Code: smtp; 550 5.7.1 blocked\r\n\r\nFinal-Recipient: rfc822; days@y.example\r\nAction: failed\r\nStatus: 4.4.7\r\n`
    expect(failuresIn(mail({ report }))).toEqual([
      { addresses: ['full@y.example'], isDead: false },
      { addresses: ['gone@y.example'], isDead: true },
      { addresses: ['spam@y.example'], isDead: false },
      { addresses: ['days@y.example'], isDead: false },
    ])
    expect(kindOf(mail({ report: 'Final-Recipient: rfc822; a@y.example\nAction: relayed\nStatus: 2.1.9' }))).toBe('auto')
  })
  test('what programs answer for people is no answer; what people answer is one', () => {
    const headers: Record<string, string>[] = [
      { 'x-autoreply': 'yes' },
      { 'x-autorespond': 'Absence' },
      { precedence: 'auto_reply' },
      { precedence: 'bulk', 'in-reply-to': '<a@b>' },
      { 'list-id': '<news.example>' },
      { 'return-path': '<>' },
      { 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' },
      { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=x' },
      { 'auto-submitted': 'auto-generated (vacation)' },
    ]
    for (const one of headers) expect([kindOf(mail({ headers: one })), one]).toEqual(['auto', one])
    for (const subject of ['Absence du bureau', 'Absente jusqu’au 3', 'Automatic reply: Bonjour', 'Re: Réponse automatique : Bonjour', 'Out of the office', '[Auto-Reply] Bonjour'])
      expect([kindOf(mail({ subject })), subject]).toEqual(['auto', subject])
    for (const one of [{ 'x-autoreply': 'no' }, { 'list-id': '<booking.label.example>', 'in-reply-to': '<ours@nyala.example>' }, { 'auto-submitted': 'no' }])
      expect([kindOf(mail({ headers: one })), one]).toEqual(['answer', one])
    // Our own subject comes back behind « Re: ».
    for (const subject of ['Re: Absence de management ?', 'Re: En vacances avec votre musique', 'Vacances d’été : oui !'])
      expect([kindOf(mail({ subject })), subject]).toEqual(['answer', subject])
  })
  test('an answer that was passed on is whose it was', () => {
    const gmail =
      'Pour info.\n\n---------- Forwarded message ---------\nDe : Ama Sika <ama@musique.example>\nDate: lun. 16 nov. 2026 à 10:02\nSubject: Re: Bonjour\nTo: <claire@nyala.example>\n\nOui, appelons-nous.\n'
    expect(passedOn('Fwd: Re: Bonjour', gmail)).toEqual({ from: 'ama@musique.example', name: 'Ama Sika', text: 'Oui, appelons-nous.\n' })
    const outlook = '-----Message d’origine-----\nDe : Kofi [mailto:Kofi@musique.example]\nEnvoyé : lundi\nÀ : Claire\nObjet : RE: Bonjour\n\nNon merci.'
    expect(passedOn('TR: RE: Bonjour', outlook)).toEqual({ from: 'kofi@musique.example', name: 'Kofi', text: 'Non merci.' })
    expect(passedOn('Re: Bonjour', gmail)).toBeNull()
    expect(passedOn('Fwd: Bonjour', 'Rien dedans')).toBeNull()
  })
  test('quotes of other programs, and the lines that telephones add, are cut', () => {
    for (const below of [
      'Envoyé depuis l’application Mail Orange',
      'Télécharger Outlook pour Android',
      'Sent from Outlook for iOS',
      'Am Mo., 16. Nov. 2026 um 10:02 Uhr schrieb Mariam <m@nyala.example>:\n> Hallo',
      '2026-11-16 10:02 GMT+01:00 Mariam Koné <m@nyala.example>:\n> Bonjour',
      'De : Mariam Koné <m@nyala.example>\nEnvoyé : lundi 16 novembre 2026 10:02\nObjet : Bonjour\n\nBonjour Ama',
    ])
      expect([withoutQuotes(`Avec joie.\n\n${below}`), below]).toEqual(['Avec joie.', below])
    expect(withoutQuotes('J’ai envoyé depuis trois disques.\nEnvoyé de mon iPhone')).toBe('J’ai envoyé depuis trois disques.')
  })
  test('« no more » is heard in the words people use, and not in those of somebody who talks', () => {
    for (const text of [
      'Bonjour, merci de me désinscrire.',
      'Veuillez me retirer de votre liste, merci',
      'STOP\n\nAma Sika',
      'Please remove me from your list.',
      'Merci de ne plus me contacter !',
    ])
      expect([asksToLeave(text), text]).toEqual([true, text])
    for (const text of ['Stop !\nOn se parle jeudi ?', 'Bonjour, je ne veux pas me désinscrire de ma vie d’artiste', 'Stop motion, c’est mon clip', 'Merci de votre message'])
      expect([asksToLeave(text), text]).toEqual([false, text])
  })
})

test('a letter says its words twice, escapes them, and carries its way out', () => {
  const { text, html } = writeOut('Bonjour <Ama> & co\nhttps://nyala.example/a?b=1&c=2.', 'Mariam', { why: 'Parce que', leaveLabel: 'Stop', leaveHref: 'https://x.example/stop/1' })
  expect(text).toContain('Mariam\n\nParce que\nStop : https://x.example/stop/1')
  expect(html).toContain('Bonjour &lt;Ama&gt; &amp; co<br><a href="https://nyala.example/a?b=1&amp;c=2">')
  expect(html).not.toContain('<Ama>')
  expect(replySubject('Re: Salut')).toBe('Re: Salut')
  expect(replySubject('Salut')).toBe('Re: Salut')
})
