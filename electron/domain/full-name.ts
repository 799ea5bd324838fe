import { fold } from './fold'
import { givenNames } from './given-names'

/** What stands between a given name and a family name. */
const particles = new Set(['van', 'von', 'de', 'der', 'den', 'ten', 'ter', 'te', 'el', 'al'])

/** How family names end: Bulgarian, Romanian, Turkish, and Dutch and English ones that are made of a father's name. */
const familyEnding = /(?:ов|ова|ев|ева|ски|ска|шки|шка|чки|чка|ov|ova|ev|eva|ski|ska|escu|eanu|oglu|sson)$/

/** How words begin that have capitals in captions of schools and are nobody's name, folded, in the six languages. */
const commonBeginnings = `
  school primary secondary high class grade year day days week month project european europe erasmus etwinning
  international national internet safer open christmas easter spring summer autumn winter happy museum library park sea
  river mount lake street square city town union parliament council committee club team award prize certificate label
  quality online green blue black white red new old north south west east central saint san los las great united
  university college institute ministry monday tuesday wednesday thursday friday saturday sunday january february march
  april june july august september october november december english turkish dutch estonian romanian bulgarian
  училищ гимназ клас ден седмиц проект европ еразъм еразмус музей библиотек парк море река връх улица площад град съвет
  клуб отбор наград коледа коледн великден баба мартени народ национал международ световен свети света стара стари нова
  нови велик горна горни долна долни черно бяло зелен български българия министерство община университет институт
  януари февруари март април май юни юли август септември октомври ноември декември английск
  okul ortaokul ilkokul lise gun hafta proje avrupa uluslararasi ulusal muze kutuphane park deniz nehir dag gol sokak cadde
  meydan sehir koy kulup takim odul etiket kalite yesil mavi kara ak yeni eski kuzey guney bati dogu milli egitim cumhuriyet
  turkiye turk ataturk istanbul ankara izmir universite sinif bayram kurul meclis belediye merkez ogretmen ocak subat
  mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik ingilizce guvenli
  scoala liceu gimnazi colegiu clasa zi ziua saptamana proiect europ internation nation muzeu biblioteca parc marea
  raul muntele strada piata oras club echipa premiu calitate verde nou noua vechi sfant sfanta craciun paste martisor
  universitate consiliu parlament ministeru inspectorat ianuarie februarie martie aprilie mai iunie iulie septembrie
  octombrie noiembrie decembrie limba romania roman baia satu targu piatra ramnicu alba gura cluj buna
  kool gumnaasium klass paev nadal projekt euroopa rahvusvaheline riiklik muuseum raamatukogu park meri jogi jarv tanav
  valjak linn ring voistkond auhind mark kvaliteet roheline sinine must valge uus vana pohja louna laane ida suur vaike
  eesti vabariik joulud kevad sugis talv suvi ulikool noukogu jaanuar veebruar marts aprill juuni juuli detsember
  basisschool middelbare klas dag week maand projecten europese europees internationaal nationaal museum bibliotheek
  moldova craiova zee rivier berg meer straat plein stad raad club ploeg prijs kwaliteit groen blauw zwart wit nieuw oud noord zuid oost
  sint koning kerst pasen lente zomer herfst winter veilig dorp gemeente universiteit januari februari maart mei juni juli
  augustus oktober engels nederland vlaanderen vlaamse den
`
  .trim()
  .split(/\s+/)

/** Whom schools are named after, and texts are about: nobody's pupils. */
const famous = [
  'Васил Левски, Христо Ботев, Иван Вазов, Паисий Хилендарски, Пейо Яворов, Йордан Йовков, Петко Славейков',
  'Vasil Levski, Hristo Botev, Ivan Vazov, Mustafa Kemal Atatürk, Yunus Emre, Mehmet Akif Ersoy, Mimar Sinan',
  'Mihai Eminescu, Ion Creangă, George Enescu, Nichita Stănescu, Constantin Brâncuși, Mihai Viteazul',
  'Lydia Koidula, Kristjan Jaak Peterson, Arvo Pärt, Anton Hansen Tammsaare, Lennart Meri',
  'Anne Frank, Vincent van Gogh, Johan Cruijff, Marie Curie, Albert Einstein, William Shakespeare, Greta Thunberg',
]
const famousWords = famous.flatMap((names) => names.split(', ')).map((name) => new Set(foldedWords(name)))
const shortest = 4
const common = new Set(commonBeginnings)
const beginnings = commonBeginnings.filter((word) => word.length >= shortest)

/**
 * The first words of a text that look like somebody's full name: two to four words with capitals one after the other, of
 * which the first is a common given name or the last ends like a family name; within a sentence any two that are
 * nothing else. To give a hint by, never to refuse a text: it errs on the side of silence.
 * @param known texts whose names may be written: people of the school, titles of projects, the school's own name
 * @returns the words as they are written, or null
 */
export function fullNameIn(text: string, known: readonly string[] = []): string | null {
  const tokens = text.normalize('NFC').match(/\p{L}[\p{L}\p{M}’'-]*|[^\s\p{L}]/gu) ?? []
  const isTitleCase = hasTitleCase(tokens)
  const allowed = [...famousWords, ...known.map((each) => new Set(foldedWords(each)))]
  for (let at = 0; at < tokens.length; at += 1) {
    const run = namesFrom(tokens, at)
    if (run.length < 2) continue
    // A sentence begins with a capital, too: Presenting Emily Watson.
    const given = run.findIndex((word) => givenNames.has(fold(stem(word))))
    const words = given > 0 && given < run.length - 1 ? run.slice(given) : run
    const folded = words.map((word) => fold(stem(word)))
    const isAllowed = allowed.some((each) => folded.every((word) => particles.has(word) || each.has(word)))
    if (!isAllowed && isName(folded, { isInSentence: !isStart(tokens, at) && !isTitleCase }))
      return [...words.slice(0, -1), stem(words.at(-1) ?? '')].join(' ')
    at += run.length - 1
  }
  return null
}

function isName(words: readonly string[], { isInSentence }: { isInSentence: boolean }): boolean {
  const [first = ''] = words
  const last = words.at(-1) ?? ''
  const hasParticle = words.some((word) => particles.has(word))
  if (givenNames.has(first)) return hasParticle || !isCommon(last) || familyEnding.test(last)
  if (hasParticle || words.some(isCommon)) return false
  return familyEnding.test(last) || isInSentence
}

/** The words with capitals from here on, particles between them too; at most four. */
function namesFrom(tokens: readonly string[], at: number): string[] {
  const words: string[] = []
  for (const token of tokens.slice(at, at + 4)) {
    const isParticle = words.length > 0 && particles.has(token)
    if (!isParticle && !isCapitalised(token)) break
    words.push(token)
    // What carries an ending of its own (Ayşe’nin, Maria’s) is the last.
    if (stem(token) !== token) break
  }
  while (words.length > 0 && particles.has(words.at(-1) ?? '')) words.pop()
  return words
}

/** A capital and small letters, at least three in all: no initials, no abbreviations. */
function isCapitalised(token: string): boolean {
  return /^\p{Lu}[\p{Ll}\p{M}]{2,}(?:[’'-]\p{L}[\p{Ll}\p{M}]*)*$/u.test(token)
}

/** Without what an apostrophe ties to it: Yılmaz’ın, Brown’s. */
function stem(token: string): string {
  return token.replace(/[’']\p{Ll}*$/u, '')
}

function isStart(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1]
  return before === undefined || /^[^\p{L},]$/u.test(before)
}

/** Open Day at the School: where nearly every long word has a capital, a capital says nothing. */
function hasTitleCase(tokens: readonly string[]): boolean {
  const long = tokens.filter((token) => token.length > 3)
  return long.length >= 3 && long.filter(isCapitalised).length / long.length > 0.7
}

function isCommon(word: string): boolean {
  return common.has(word) || beginnings.some((beginning) => word.startsWith(beginning))
}

function foldedWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}]+/gu) ?? []
}
