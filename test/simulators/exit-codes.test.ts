import { expect, it } from 'vitest'
import { ApiError } from '#api-client/api-error.ts'
import { contract } from '#domain/api/contract.ts'
import { CliError, exitCodeOf } from '#simulators/replay/cli-error.ts'

const answered = (status: number, title: string) =>
  new ApiError(contract.changeSilence, '/api/v1/silences/s1', {
    ...{ type: 'about:blank', title, status, detail: 'Silence s1 is at version 3 by Ada.' },
  })

it('exit code 3 says that somebody was faster, whatever was to be changed', () => {
  expect(exitCodeOf(answered(409, 'Somebody was faster'))).toBe(3)
})

it('what else is refused is a fault like others, and what was typed wrong has its own code', () => {
  expect(exitCodeOf(answered(409, 'Over already'))).toBe(1)
  expect(exitCodeOf(answered(404, 'Not found'))).toBe(1)
  expect(exitCodeOf(new CliError('A silence has one end.', 2))).toBe(2)
  expect(exitCodeOf(new Error('the disk is full'))).toBe(1)
})
