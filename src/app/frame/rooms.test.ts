import { expect, test } from 'vitest'
import { currentOf, openTo, type RoomLink } from './rooms.ts'

const links: RoomLink[] = [
  { href: '/karangou', label: 'a' },
  { href: '/karangou/films', label: 'b' },
  { href: '/karangou/me', label: 'c', needs: 'person' },
  { href: '/office/films', label: 'd', needs: 'reviewer' },
  { href: '/mona/artists', label: 'e', needs: 'agency' },
]
const seen = (person: Parameters<typeof openTo>[0]): string[] => openTo(person, links).map(({ label }) => label)

test('a link is shown to those who could open it', () => {
  expect(seen(null)).toEqual(['a', 'b'])
  expect(seen({ staff: [], workspaces: [{ kind: 'venue' }] })).toEqual(['a', 'b', 'c'])
  expect(seen({ staff: ['moderator'], workspaces: [{ kind: 'agency' }] })).toEqual(['a', 'b', 'c', 'e'])
  expect(seen({ staff: ['administrator'], workspaces: [] })).toEqual(['a', 'b', 'c', 'd'])
})

test('the current link is the longest around the place', () => {
  expect(currentOf(links, '/karangou')).toBe('/karangou')
  expect(currentOf(links, '/karangou/films/yeelen')).toBe('/karangou/films')
  expect(currentOf(links, '/karangou/filmsy')).toBe('/karangou')
  expect(currentOf(links, '/mona')).toBeUndefined()
})
