import { useMemo } from 'preact/hooks';
import type { ResultDocument } from '../../harness/results/document.generated.ts';
import { LADDER, RUNGS } from '../ladder.ts';
import { OUTCOMES } from '../tally.ts';
import { wordOf } from './filter.ts';
import type { Change } from './use-view-state.ts';
import { CONTEXTS, INITIAL, isFiltering, PROTOCOLS, type ViewState } from './view-state.ts';

interface Props {
  readonly results: ResultDocument;
  readonly state: ViewState;
  readonly change: Change;
}

export function Toolbar({ results, state, change }: Props) {
  const narrow = (part: Partial<ViewState>) => change({ toggled: [], ...part });
  const anything =
    isFiltering(state) || state.protocol !== undefined || state.context !== undefined;
  return (
    <search class="toolbar">
      <input
        id="filter"
        type="search"
        placeholder="Filter cases and commands  ( / )"
        aria-label="Filter cases and commands"
        value={state.text}
        onInput={(event) => narrow({ text: event.currentTarget.value })}
      />
      <ProtocolSwitch state={state} change={change} />
      <ContextChoice state={state} change={change} results={results} />
      <PairChoice results={results} pair={state.pair} choose={(pair) => narrow({ pair })} />
      {anything && (
        <button
          type="button"
          class="quiet"
          onClick={() => change({ ...INITIAL, protocol: undefined, context: undefined })}
        >
          Clear
        </button>
      )}
      <WordChoice results={results} show={state.show} choose={(show) => narrow({ show })} />
    </search>
  );
}

function ProtocolSwitch({ state, change }: Omit<Props, 'results'>) {
  const choices = [undefined, ...PROTOCOLS];
  return (
    <fieldset class="switch">
      <legend>Protocol</legend>
      {choices.map((protocol) => (
        <button
          type="button"
          key={protocol}
          aria-pressed={state.protocol === protocol}
          onClick={() => change({ protocol })}
        >
          {protocol === undefined ? 'Both' : `RESP${protocol}`}
        </button>
      ))}
    </fieldset>
  );
}

function ContextChoice({ results, state, change }: Props) {
  const present = useMemo(() => new Set(results.results.map(({ context }) => context)), [results]);
  if (present.size < 2) return null;
  return (
    <select
      aria-label="Context"
      value={state.context ?? ''}
      onChange={({ currentTarget: { value } }) =>
        change({ context: CONTEXTS.find((each) => each === value) })
      }
    >
      <option value="">All contexts</option>
      {CONTEXTS.filter((context) => present.has(context)).map((context) => (
        <option key={context}>{context}</option>
      ))}
    </select>
  );
}

interface PairProps {
  readonly results: ResultDocument;
  readonly pair: ViewState['pair'];
  readonly choose: (pair: ViewState['pair']) => void;
}

function PairChoice({ results, pair: [first, second], choose }: PairProps) {
  const options = [
    <option key="" value="">
      any
    </option>,
    ...results.targets.map(({ name }) => <option key={name}>{name}</option>),
  ];
  return (
    <fieldset class="pair">
      <legend>Only where</legend>
      <select
        aria-label="First target"
        value={first}
        onChange={({ currentTarget }) => choose([currentTarget.value, second])}
      >
        {options}
      </select>
      <span>and</span>
      <select
        aria-label="Second target"
        value={second}
        onChange={({ currentTarget }) => choose([first, currentTarget.value])}
      >
        {options}
      </select>
      <span>differ</span>
    </fieldset>
  );
}

interface WordProps {
  readonly results: ResultDocument;
  readonly show: readonly string[];
  readonly choose: (show: readonly string[]) => void;
}

/** The rungs and verdicts that occur, worst first, with how many cells have each. */
function WordChoice({ results, show, choose }: WordProps) {
  const counts = useMemo(() => countWords(results), [results]);
  const words = [...RUNGS, ...OUTCOMES].filter((word) => counts.has(word));
  return (
    <div class="words">
      {words.map((word) => {
        const chosen = show.includes(word);
        return (
          <button
            type="button"
            key={word}
            aria-pressed={chosen}
            title={word in LADDER ? `A command ${LADDER[word as keyof typeof LADDER].does}` : ''}
            onClick={() =>
              choose(chosen ? show.filter((other) => other !== word) : [...show, word])
            }
          >
            {word} <small>{counts.get(word)?.toLocaleString('en')}</small>
          </button>
        );
      })}
    </div>
  );
}

function countWords({ results }: ResultDocument): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { cells } of results) {
    for (const cell of cells) {
      const word = wordOf(cell);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
