import { backupRequests } from './backup-requests'
import { extraCopyRequests } from './extra-copy-requests'
import { repairRequests } from './repair-requests'

/** What keeps a portfolio safe: a part of the engine's table. */
export const keepingRequests = { ...backupRequests, ...extraCopyRequests, ...repairRequests } as const
