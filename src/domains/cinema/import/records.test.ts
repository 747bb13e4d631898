import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoRecords } from '../seed.ts'
import { countryCode, countryCodes, countryList } from './countries.ts'
import { csvRows } from './csv.ts'
import { laureateRecords, listRecords, merged, programmeRecords, withAwards } from './records.ts'

describe('rows', () => {
  it('hold commas, quotes and line ends', () => {
    expect(csvRows('\uFEFFa,b\r\n"x, ""y""","1\n2"\n\nlast,\n')).toEqual([
      { a: 'x, "y"', b: '1\n2' },
      { a: 'last', b: '' },
    ])
    expect(csvRows('')).toEqual([])
  })

  it('come back whatever is in them', () => {
    const cell = fc.string({ maxLength: 12 }).filter((text) => !/\r(?!\n)/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n')
        expect(csvRows(text)).toEqual(rows.filter((row) => row.some((one) => one !== '')).map(([a, b]) => ({ a, b })))
      }),
    )
  })
})

describe('countries', () => {
  it.each([
    ['Sénégal', 'SN'],
    ['Senegal', 'SN'],
    ['ÁFRICA DO SUL', 'ZA'],
    ["Côte d'Ivoire", 'CI'],
    ['Zaïre', 'CD'],
    ['Upper Volta', 'BF'],
    ['West Germany', 'DE'],
    ['Burkina Faso', 'BF'],
    ['Atlantis', null],
    ['', null],
    ['European Union', null],
  ])('%s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code)
  })

  it('keep their order and drop what is none', () => {
    expect(countryCodes(', France, , Mali / Mali / Nowhere')).toEqual(['FR', 'ML'])
    expect(countryList.length).toBeGreaterThan(240)
    expect(countryList.length).toBeLessThan(256)
  })
})

const row = (facts: Record<string, string>) => ({
  type: 'Movie',
  title: 'Vaya',
  director: 'Akin Omotoso',
  cast: '',
  country: 'South Africa',
  release_year: '2016',
  rating: 'TV-MA',
  duration: '110 min',
  listed_in: 'Dramas, International Movies',
  description: 'Three strangers.',
  ...facts,
})
const prize = (facts: Record<string, string>) => ({
  award_body: 'AMAA',
  year: '2017',
  category: 'Best Film',
  nominee: '',
  film: 'Vaya',
  country: '',
  winner: '1',
  source_url: 'https://en.wikipedia.example',
  ...facts,
})

describe('film records', () => {
  it('are cleaned, and stay unknown where the list says nothing', () => {
    expect(listRecords([row({})])).toMatchObject([
      { title: 'Vaya', year: 2016, minutes: 110, countries: ['ZA'], genres: ['drama'], age: 17, directors: ['Akin Omotoso'], cast: [] },
    ])
    expect(listRecords([row({ type: 'TV Show' }), row({ title: '  ' })])).toEqual([])
    expect(
      listRecords([row({ release_year: '?', duration: '2 Seasons', country: ',', rating: 'NR', listed_in: 'International Movies', description: ' ', director: ' , ' })])[0],
    ).toMatchObject({ year: null, minutes: null, countries: [], genres: [], age: null, synopsisEn: null, directors: [] })
  })

  it('repair titles that a spreadsheet or capitals broke', () => {
    expect(listRecords([row({ title: 'Oct-01' })])[0]!.title).toBe('October 1')
    expect(listRecords([row({ title: 'Tremors 5:  Bloodline' })])[0]!.title).toBe('Tremors 5: Bloodline')
    expect(
      programmeRecords([{ title_orig_or_en: 'LE TAXI, LE CINÉMA ET MOI', year: '2023', minutes: '69', director: 'Zampaligre Salam', countries_pt: 'BURKINA FASO' }])[0],
    ).toMatchObject({ title: 'Le taxi, le cinéma et moi', countries: ['BF'] })
  })

  it('are merged when title and director, or title and year, agree; not otherwise', () => {
    const [vaya] = listRecords([row({})])
    const [same] = programmeRecords([{ title_orig_or_en: 'Vayà', year: '2017', minutes: '', director: '', countries_pt: 'Lesotho' }])
    const [other] = listRecords([row({ release_year: '1998', director: 'Quelqu’un' })])
    expect(merged([vaya!], [same!], [other!]).map((film) => [film.year, film.countries])).toEqual([
      [2016, ['ZA', 'LS']],
      [1998, ['ZA']],
    ])
  })

  it('take the prizes of the three years after them, each once', () => {
    const films = withAwards(listRecords([row({})]), [
      prize({}),
      prize({}),
      prize({ year: '2014' }),
      prize({ year: '2023' }),
      prize({ category: 'Best Actor', nominee: 'Warren Masemola', winner: '0' }),
      prize({ film: 'N/A' }),
    ])
    expect(films[0]!.awards.map(({ year, category, won }) => [year, category, won])).toEqual([
      [2017, 'Best Film', true],
      [2017, 'Best Actor', false],
    ])
  })

  it('leave out the laureates whose cell mixes films or people', () => {
    const line = (facts: Record<string, string>) =>
      prize({ award_body: 'FESPACO', category: "First Prize (Étalon d'or de Yennenga)", country: 'Mali', nominee: 'Souleymane Cissé', film: 'Finyè', ...facts })
    expect(laureateRecords([line({})])).toMatchObject([{ title: 'Finyè', directors: ['Souleymane Cissé'], countries: ['ML'], year: null }])
    const odds: Record<string, string>[] = [
      { nominee: '' },
      { country: '' },
      { film: 'Sejnane (Tunisia)' },
      { nominee: 'Moussa Touré and Lotfi Achour' },
      { film: 'The body of work of Youssef Chahine' },
      { category: 'Best Actor' },
      { winner: '0' },
    ]
    for (const odd of odds) expect(laureateRecords([line(odd)])).toEqual([])
    expect(withAwards(laureateRecords([line({})]), [line({})])[0]!.awards[0]!.category).toBe('Étalon d’or de Yennenga')
  })
})

it('the shipped lists make a catalogue without doubles', async () => {
  const records = await demoRecords()
  expect(records.length).toBeGreaterThan(400)
  const keys = records.map((film) => `${film.title.toLowerCase()}/${film.year}/${film.directors[0]}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(records.filter((film) => film.awards.some((award) => award.won && /étalon/i.test(award.category))).length).toBeGreaterThan(20)
  expect(records.every((film) => film.title !== '' && film.countries.every((code) => /^[A-Z]{2}$/.test(code)))).toBe(true)
})
