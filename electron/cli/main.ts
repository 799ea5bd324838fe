import { Command, CommanderError, Option } from 'commander'
import { failureOf } from '../contract/rpc'
import { bookThemes, orientations, paperSizes } from '../domain/book-options'
import { consentScopes, consentStates, seenPeople } from '../domain/consent'
import { exportPurposes } from '../domain/consent'
import { sayFailure } from '../domain/messages'
import { languages } from '../domain/portfolio'
import { backupCommand, restoreCommand } from './backups'
import { packCommand, unpackCommand } from './archives'
import { checkCommand } from './check'
import { addCommand, answerCommand, newCommand, planCommand } from './gathering'
import {
  coverageCommand,
  exportCommand,
  historyCommand,
  listCommand,
  redoCommand,
  searchCommand,
  showCommand,
  undoCommand,
  verifyCommand,
} from './reading'
import { CliEngine } from './cli-engine'
import { mergeCommand } from './merging'
import { sampleCommand } from './sampling'
import { compareCommand, submissionsCommand, submitCommand } from './submissions'
import { consentCommand } from './consenting'
import { copyCommand } from './copying'
import { Misuse, say, type Spoken } from './spoken'
import { sayMisuse, speakHelp } from './usage'

/* The command line over the engine. Exits 0 when done, 1 with one sentence when it cannot be, 2 for wrong usage. */

const program = speakHelp(new Command('fivefold'))
  .description(say('cli.description'))
  .exitOverride()
  .showHelpAfterError(false)
  .configureOutput({ outputError: () => undefined })

/** Runs a command with an engine, prints what it said, and closes the portfolio whatever happened. */
function run<Options>(
  work: (engine: CliEngine, args: string[], options: Options) => Spoken | Promise<Spoken>,
) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command
    const options = command.opts<Options & { json?: boolean }>()
    const engine = new CliEngine()
    try {
      const spoken = await work(engine, command.args, options)
      process.stdout.write(
        options.json ? `${JSON.stringify(spoken.json, null, 2)}\n` : `${spoken.lines.join('\n')}\n`,
      )
      for (const aside of spoken.asides ?? []) process.stderr.write(`${aside}\n`)
      if (spoken.complaint === undefined) return
      process.stderr.write(`${spoken.complaint}\n`)
      process.exitCode = 1
    } finally {
      engine.close()
    }
  }
}

function command(usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--json', say('cli.json'))
    .configureOutput({ outputError: () => undefined })
}

command('new <dir>', say('cli.new'))
  .requiredOption('--school <name>')
  .addOption(new Option('--language <code>').choices(languages).makeOptionMandatory())
  .option('--country <code>')
  .option('--cycle <years>')
  .addOption(new Option('--second <code>', say('cli.new.second')).choices(languages))
  .option('--from <dir>', say('cli.new.from'))
  .action(run(newCommand))

command('sample <dir>', say('cli.sample'))
  .addOption(new Option('--language <code>', say('cli.sample.language')).choices(languages))
  .action(run(sampleCommand))

command('add <dir> [files...]', say('cli.add'))
  .requiredOption('--to <place>')
  .option('--title <text>')
  .option('--shows <text>')
  .option('--note <text>')
  .option('--date <day>')
  .option('--link <url>')
  .option('--each')
  .action(run(addCommand))

command('answer <dir> <place>', say('cli.answer'))
  .option('--text <text>')
  .option('--file <file>')
  .option('--language <code>', say('cli.answer.language'))
  .action(run(answerCommand))

command('plan <dir> <section>', say('cli.plan')).requiredOption('--row <row>').action(run(planCommand))

command('consent <dir> <attachment>', say('cli.consent'))
  .addOption(new Option('--people <who>').choices(seenPeople))
  .addOption(new Option('--state <state>').choices(consentStates))
  .addOption(new Option('--scope <scope>').choices(consentScopes))
  .option('--given-on <day>')
  .option('--paper <place>')
  .option('--reference <mark>')
  .option('--keep-until <day>')
  .action(run(consentCommand))

command('list <dir>', say('cli.list')).action(run(listCommand))
command('show <dir> <id>', say('cli.show')).action(run(showCommand))
command('search <dir> <question>', say('cli.search'))
  .option('--limit <count>', say('cli.search.limit'))
  .action(run(searchCommand))
command('coverage <dir>', say('cli.coverage')).action(run(coverageCommand))
command('check <dir>', say('cli.check')).action(run(checkCommand))
command('undo <dir>', say('cli.undo')).action(run(undoCommand))
command('redo <dir>', say('cli.redo')).action(run(redoCommand))
command('history <dir>', say('cli.history')).action(run(historyCommand))

command('export <dir>', say('cli.export'))
  .option('--out <file>')
  .option('--answers <file>', say('cli.export.answers'))
  .option('--folder <dir>', say('cli.export.folder'))
  .option('--with-uncleaned', say('cli.export.withUncleaned'))
  .option('--sections <dir>', say('cli.export.sections'))
  .option('--max-mb <size>', say('cli.export.maxMb'))
  .option('--only <section>')
  .option('--language <code>', say('cli.export.language'))
  .addOption(new Option('--page <size>').choices(paperSizes))
  .addOption(new Option('--orientation <way>').choices(orientations))
  .addOption(new Option('--theme <theme>').choices(bookThemes))
  .addOption(new Option('--annexes <which>').choices(['none', 'all']))
  .addOption(new Option('--purpose <purpose>', say('cli.export.purpose')).choices(exportPurposes))
  .option('--knowingly <file>', say('cli.export.knowingly'), (file: string, others?: string[]) => [
    ...(others ?? []),
    file,
  ])
  .option('--reason <text>', say('cli.export.reason'))
  .option('--draft')
  .action(run(exportCommand))

command('submit <dir>', say('cli.submit'))
  .option('--date <day>', say('cli.submit.date'))
  .option('--name <text>')
  .option('--pdf <file>', say('cli.submit.pdf'))
  .option('--knowingly <file>', say('cli.export.knowingly'), (file: string, others?: string[]) => [
    ...(others ?? []),
    file,
  ])
  .option('--reason <text>', say('cli.export.reason'))
  .action(run(submitCommand))
command('submissions <dir>', say('cli.submissions')).action(run(submissionsCommand))
command('compare <dir> [id]', say('cli.compare')).action(run(compareCommand))

command('backup <dir>', say('cli.backup')).action(run(backupCommand))
command('restore <dir> [backup]', say('cli.restore')).action(run(restoreCommand))
command('copy <dir> <folder>', say('cli.copy')).action(run(copyCommand))
command('pack <dir> <file>', say('cli.pack')).action(run(packCommand))
command('unpack <file> <dir>', say('cli.unpack')).action(run(unpackCommand))
command('merge <dir> <copy>', say('cli.merge'))
  .option('--dry-run', say('cli.merge.dryRun'))
  .action(run(mergeCommand))

command('verify <dir>', say('cli.verify'))
  .option('--repair', say('cli.verify.repair'))
  .option('--from <place>', say('cli.verify.from'))
  .action(run(verifyCommand))

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof Misuse) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  } else if (error instanceof CommanderError) {
    if (error.exitCode !== 0) process.stderr.write(`${say('cli.usage', { message: sayMisuse(error) })}\n`)
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const failure = failureOf(error, (bug) => {
      process.stderr.write(`${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`)
    })
    process.stderr.write(`${sayFailure(say, failure)}\n`)
    process.exitCode = 1
  }
}
