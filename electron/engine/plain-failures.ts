import { existsSync } from 'node:fs'
import type { Methods, RequestTable } from '../contract/table'
import { Failure } from '../domain/failure'
import type { PortfolioFolder } from './folders'
import { errorCode, isDiskFull } from './system-errors'

/**
 * Lets every method say in the user's words what SQLite says of a bad disk: one that is full, a drive that was pulled out, a
 * portfolio that may only be read or is damaged. What was written before is safe in each of these cases.
 * @param folder of the open portfolio; null while none is open
 */
export function withPlainFailures<Table extends RequestTable>(
  methods: Methods<Table>,
  folder: () => PortfolioFolder | null,
): Methods<Table> {
  const plain = Object.entries(methods).map(([name, method]) => [
    name,
    (...given: Parameters<typeof method>) => {
      const said = (error: unknown): never => {
        throw plainFailure(error, folder())
      }
      try {
        const output: unknown = (method as (...words: unknown[]) => unknown)(...given)
        return output instanceof Promise ? output.catch(said) : output
      } catch (error) {
        return said(error)
      }
    },
  ])
  return Object.fromEntries(plain) as Methods<Table>
}

function plainFailure(error: unknown, folder: PortfolioFolder | null): unknown {
  const code = errorCode(error)
  if (error instanceof Failure) return error
  if (isDiskFull(error)) return new Failure('disk.full', {}, { cause: error })
  if (folder === null) return error
  const words = { folder: folder.root }
  const failure = (which: ConstructorParameters<typeof Failure>[0]) =>
    new Failure(which, words, { cause: error })
  if (/^(SQLITE_|ENOENT|EIO|ENXIO|ENODEV|ESTALE|ENOTCONN)/.test(code) && !existsSync(folder.database))
    return failure('portfolio.gone')
  if (/^(SQLITE_IOERR|SQLITE_CANTOPEN|EIO|ENXIO|ENODEV|ESTALE|ENOTCONN)/.test(code))
    return failure('portfolio.gone')
  if (code.startsWith('SQLITE_READONLY')) return failure('portfolio.readOnly')
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return failure('portfolio.unreadable')
  return error
}
