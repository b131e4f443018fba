export interface NewRecord {
  readonly partitionKey: string
  /** The event as JSON text. */
  readonly event: string
}

export interface StreamRecord extends NewRecord {
  readonly sequence: number
  readonly arrivedAt: number
}

/** One line: sequence, time, key and event, parted by tabs. JSON text holds none. */
export function formatLine({ sequence, arrivedAt, partitionKey, event }: StreamRecord): string {
  return `${sequence}\t${arrivedAt}\t${JSON.stringify(partitionKey)}\t${event}\n`
}

export function parseLine(line: string, path: string): StreamRecord {
  const [sequence, arrivedAt, partitionKey, event] = line.split('\t')
  if (!Number.isSafeInteger(Number(sequence || 'none')) || !arrivedAt || !partitionKey || !event)
    throw new Error(
      `The stream's file ${path} has a damaged line: ${JSON.stringify(line.slice(0, 40))}`,
    )
  return {
    sequence: Number(sequence),
    arrivedAt: Number(arrivedAt),
    partitionKey: JSON.parse(partitionKey) as string,
    event,
  }
}
