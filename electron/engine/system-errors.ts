/** The code of an error of the system (`ENOENT`) or of SQLite (`SQLITE_FULL`); empty for any other. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return String(error.code)
}

/** True when the disk, or the user's share of it, has no room left. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(errorCode(error))
}

/** True when the system forbids writing there. */
export function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_PERM'].some((code) =>
    errorCode(error).startsWith(code),
  )
}

/** True when the drive does not answer any more: a stick that was pulled out, a share that is gone, a broken disk. */
export function isDriveGone(error: unknown): boolean {
  return ['EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN', 'ETIMEDOUT', 'SQLITE_IOERR'].some((code) =>
    errorCode(error).startsWith(code),
  )
}
