export interface Asked {
  readonly query: URLSearchParams
  readonly parameters: Record<string, string>
  readonly body: unknown
  readonly now: number
}
