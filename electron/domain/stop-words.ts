import type { Language } from './portfolio'

/**
 * Little words that stand in every text of a language and in none of the five others: those that two of the six share (`de`,
 * `en`, `in`, `is`, `on`, `la`, `we`) are left out. Folded to lower case, with their own letters.
 */
const words: Readonly<Record<Exclude<Language, 'bg'>, string>> = {
  en: `the and our their they this that with from have has had were are been which each every who what when where how than
    then there these those into about after before between through because would could should will can not but also them its
    it he she his my your by for of to an at as teachers pupils students parents years`,
  tr: `ve bir bu ile için olarak olan daha çok gibi kadar sonra önce ama veya ya hem tüm bütün kendi biz bizim onlar
    onların şu değil var yok oldu olduğu edildi etti yaptı yapıldı yapılan öğrenci öğrenciler öğrencilerimiz öğretmen
    öğretmenler öğretmenlerimiz okulumuz okulumuzda okulun yıl yılda birlikte üzerine arasında göre bunun projeler projenin`,
  et: `ja ei et see seda selle oma kui mis mida ka me meie meil nii ning või aga kes keda igal iga koos õpilased õpilaste
    õpilane õpetajad õpetajate õpetaja koolis kooli koolide ühe üks kaks kolm oli olid oleme siis nad nende need neid välja
    pärast enne juures kõik kõigi aasta aastal jaoks kuidas lapsed tunnis kus üle projekti projektid`,
  ro: `și în pe cu este sunt pentru din care prin mai sau lor noștri noastră nostru fiecare după fost cei cele cea că să se
    au ale fi nu ne iar între către unei unui unor ce când cum doar toate toți elevii elevilor elevi profesorii profesorilor
    profesori școala școlii școală anul ani anului proiectul proiectele proiectului noi foarte`,
  nl: `het een van dat niet met voor zijn worden ook naar wij onze ons bij deze dit wordt hebben heeft maar aan uit over
    hun ze zij dan door tot nog wel meer alle elke elk ieder iedere geen die samen leerlingen leerkrachten leerkracht jaar
    er hoe wat waar kunnen kan moeten zo na tijdens tussen klas klassen ouders projecten`,
}

/** Letters that only one of the six writes. */
const letters: Readonly<Record<Exclude<Language, 'en' | 'nl'>, RegExp>> = {
  tr: /[ığ]/,
  et: /õ/,
  ro: /[ăâțţ]/,
  bg: /\p{Script=Cyrillic}/u,
}

const latin = Object.entries(words).map(
  ([language, list]) => [language as Exclude<Language, 'bg'>, new Set(list.split(/\s+/))] as const,
)

/** The one language of the six that a word gives away, in lower case; null for a word that could be of several, or of none. */
export function languageOfWord(word: string): Language | null {
  if (letters.bg.test(word)) return 'bg'
  for (const [language, list] of latin) if (list.has(word)) return language
  for (const language of ['tr', 'et', 'ro'] as const) if (letters[language].test(word)) return language
  return null
}

/** The words of a language's list, for a look at all of them. */
export function stopWords(language: Exclude<Language, 'bg'>): readonly string[] {
  return words[language].split(/\s+/)
}
