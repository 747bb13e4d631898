import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enrolmentStates, turns } from '../types.ts'
import { afterWait, instantOf, localOf, nextOpening, slots } from './hours.ts'
import { replySubject, writeOut } from './letter.ts'
import { asksToLeave, failedIn, idsIn, kindOf, withoutQuotes } from './received.ts'
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
    expect(failedIn('Final-Recipient: rfc822; X@Y.example\nOriginal-Recipient: rfc822;z@y.example')).toEqual(['x@y.example', 'z@y.example'])
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
  test('hostile text is read in a moment', () => {
    const begun = Date.now()
    withoutQuotes(`Le ${'a '.repeat(100_000)}`)
    idsIn('<'.repeat(100_000))
    failedIn(`Final-Recipient: ${'x'.repeat(100_000)}`)
    kindOf(mail({ subject: `re: ${' '.repeat(100_000)}`, text: '5.'.repeat(50_000), from: 'mailer-daemon@x' }))
    expect(Date.now() - begun).toBeLessThan(1_000)
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
