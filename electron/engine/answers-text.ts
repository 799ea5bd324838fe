import { languageName } from '../domain/language'
import { createMessages } from '../domain/messages'
import { planText } from '../domain/plan'
import { plainText } from '../domain/rich-text'
import type { ToldAnswer } from '../domain/two-languages'
import type { FormAnswers } from './form-answers'

/** The answers and plans as plain text, for pasting into the form. */
export function answersText({ school, cycle, language, sections, nameCitation }: FormAnswers): string {
  const say = createMessages(language)
  const blocks = [`${school}\n${say('book.title')}, ${cycle}`, ...sections.map(sectionText)]
  return `${blocks.join('\n\n\n')}\n`

  function sectionText({ number, title, strands, plan }: FormAnswers['sections'][number]): string {
    const heading = number === 0 ? title : `${say('book.principle', { number })}: ${title}`
    return [
      `${heading}\n${'='.repeat(heading.length)}`,
      ...strands.map(
        ({ number: place, title: claim, answer }) => `${place} ${claim}\n\n${answerText(answer)}`,
      ),
      `${say('book.plan')}\n\n${planText(plan, say, nameCitation) || '–'}`,
    ].join('\n\n')
  }

  /** A text that is not in the language of the whole stands under the name of its own. */
  function answerText({ main, other }: ToldAnswer): string {
    const texts = [main, ...(other ? [other] : [])].map((told) => {
      const text = plainText(told.text, nameCitation).trim() || '–'
      return told.language === language || text === '–' ? text : `[${languageName(told.language)}]\n${text}`
    })
    return texts.join('\n\n')
  }
}
