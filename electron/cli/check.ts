import { checkGrades, type CheckFinding } from '../domain/check'
import { sayDetail, sayWhere } from '../domain/check-words'
import { createWording } from '../domain/wording'
import type { CliEngine } from './cli-engine'
import { language, say, type Spoken } from './spoken'

/** What an assessor would trip over, by grade, each with its place. */
export async function checkCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  // What is in the files is told by those that were looked at.
  await engine.finishPictures()
  const outcome = await engine.ask('check', { most: null })
  const wording = createWording(language)
  const lineOf = (finding: CheckFinding): string =>
    `  ${[sayWhere(finding, wording), sayDetail(finding, wording)].filter(Boolean).join(' – ')}`
  const lines = checkGrades.flatMap((grade) => {
    const groups = outcome.groups.filter((group) => group.grade === grade)
    if (groups.length === 0) return []
    return [
      `${say(`check.grade.${grade}`)}: ${outcome.counts[grade]}`,
      ...groups.flatMap(({ rule, count, findings }) => [
        ` ${say(`check.${rule}.title`)}: ${count}`,
        ...findings.map(lineOf).filter((line) => line.trim() !== ''),
      ]),
    ]
  })
  const { blocks } = outcome.counts
  return {
    lines: lines.length === 0 ? [say('cli.check.sound')] : lines,
    json: outcome,
    ...(blocks > 0 ? { complaint: say('cli.check.blocked', { count: blocks }) } : {}),
  }
}
