interface ChoiceProps {
  readonly label: string
  readonly value: string | null
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string | null) => void
}

/** A filter that says what it filters: "Site: all" until one is chosen. */
export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      className={`control choice max-w-52 max-sm:min-w-0 max-sm:max-w-none max-sm:grow max-sm:basis-[calc(50%-4px)] ${value === null ? '' : 'border-ink font-semibold'}`}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value || null)}
    >
      <option value="">{label}: all</option>
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  )
}
