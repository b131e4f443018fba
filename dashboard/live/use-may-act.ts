'use client'
import { useQuery } from '@tanstack/react-query'
import { readSignIn } from './sign-in.ts'

/** Whether this page may change anything: whoever only looks is offered nothing else. */
export function useMayAct(): boolean {
  const { data } = useQuery({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => readSignIn(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data !== undefined && data !== null && data.role !== 'viewer'
}
