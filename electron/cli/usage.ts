import type { Command, CommanderError, Help, Option } from 'commander'
import type { MessageKey } from '../domain/messages'
import { say } from './spoken'

/* What commander itself would say in English. */

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'cli.help.usage',
  'Options:': 'cli.help.options',
  'Commands:': 'cli.help.commands',
}

/** Words the help of a command in the terminal's language. Commands made from it later take it over. */
export function speakHelp(program: Command): Command {
  return program
    .helpOption('-h, --help', say('cli.help.show'))
    .helpCommand('help [command]', say('cli.help.of'))
    .configureHelp({ styleTitle: (title) => sayTitle(title), optionDescription })
}

function sayTitle(title: string): string {
  const key = titles[title]
  return key ? say(key) : title
}

function optionDescription(this: Help, option: Option): string {
  const choices = option.argChoices ? option.argChoices.join(', ') : ''
  return [option.description, choices].filter((part) => part !== '').join(': ')
}

/** What is wrong with the words of a command line. */
export function sayMisuse({ code, message }: CommanderError): string {
  const [first = '', second = ''] = Array.from(message.matchAll(/'([^']*)'/g), ([, name = '']) => name)
  switch (code) {
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return say('cli.misuse.argument', { name: first })
    case 'commander.optionMissingArgument':
      return say('cli.misuse.value', { name: first })
    case 'commander.invalidArgument':
      return say('cli.misuse.choice', { name: first, value: second })
    case 'commander.unknownOption':
    case 'commander.unknownCommand':
      return say('cli.misuse.unknown', { name: first })
    case 'commander.excessArguments':
      return say('cli.misuse.tooMany')
    default:
      return message
  }
}
