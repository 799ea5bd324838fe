import { describe, expect, it } from 'vitest'
import { fullNameIn } from '../../electron/domain/full-name'

const known = ['СУ „Христо Ботев“ – Пловдив', 'Maria Ivanova', 'Green Corridors of Europe', 'Şükran Çağlar']

describe('a full name in a caption', () => {
  it.each([
    ['Emily Watson reads her poem', 'Emily Watson'],
    ['The poster by Oliver Brown’s group', 'Oliver Brown'],
    ['Our ambassador, Nezahat Güngör, opens the day', 'Nezahat Güngör'],
    ['Петър Стоянов представя проекта', 'Петър Стоянов'],
    ['Учениците с Ралица Георгиева Димитрова от 5 Б', 'Ралица Георгиева Димитрова'],
    ['Преди съвета: Десислава Тодорова', 'Десислава Тодорова'],
    ['Ayşe Yılmaz’ın posteri', 'Ayşe Yılmaz'],
    ['Zeynep Nur Çelik ve arkadaşları', 'Zeynep Nur Çelik'],
    ['Andrei Popescu prezintă proiectul', 'Andrei Popescu'],
    ['Afișul făcut de Ștefania Munteanu', 'Ștefania Munteanu'],
    ['Mari-Liis Tamm ja Karl Kask', 'Karl Kask'],
    ['Esineb Kadri Õunapuu', 'Kadri Õunapuu'],
    ['Sanne de Vries leest voor', 'Sanne de Vries'],
    ['Het gedicht van Emma van den Berg', 'Emma van den Berg'],
    ['Maria Ivanova with Georgi Petrov', 'Georgi Petrov'],
  ])('is seen: %s', (caption, name) => {
    expect(fullNameIn(caption, known)).toBe(name)
  })

  it.each([
    [''],
    ['Pupils of class 5B present their project'],
    ['Open Day at the School, Spring 2026'],
    ['Safer Internet Day'],
    ['Ambassadors Before the Teachers’ Council'],
    ['Visiting Istanbul with our partners'],
    ['A walk to the Black Sea and the European Parliament'],
    ['Maria Ivanova and Şükran Çağlar plan the week'],
    ['Ученици от СУ „Христо Ботев“'],
    ['The map of Green Corridors'],
    ['Посещение в Стара Загора и Велико Търново'],
    ['Ден на отворените врати в Националния музей'],
    ['Мария от 5 Б и нейният плакат'],
    ['M. Ivanova and G. P.'],
    ['Atatürk Ortaokulu, 23 Nisan Bayramı'],
    ['Kütüphane Haftası'],
    ['Ziua Europei la Școala Gimnazială nr. 5'],
    ['Eesti Vabariigi aastapäev'],
    ['Bezoek aan Den Haag en het Europees Parlement'],
    ['Sofia in April'],
    ['Паметникът на Васил Левски'],
    ['Concert cu muzică de George Enescu'],
    ['Visiting Craiova'],
    ['eTwinning Quality Label'],
    ['STEM ROBOTICS CLUB'],
  ])('is not seen where there is none: %s', (caption) => {
    expect(fullNameIn(caption, known)).toBeNull()
  })

  it('takes a text of any length in a moment', () => {
    expect(fullNameIn('Emil '.repeat(20_000))).toBe('Emil Emil Emil Emil')
    expect(fullNameIn('abc '.repeat(20_000))).toBeNull()
  })
})
