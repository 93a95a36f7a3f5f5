import validate from 'asl-validator';
import { compileDefinition, UnsupportedDefinition } from '../local/engine/definition.ts';

export interface LintInput {
  /** The parsed .asl.json, with its `${Placeholder}`s. */
  readonly definition: object;
  /** The placeholders that bindings.ts binds to a step. */
  readonly bindings: readonly string[];
  /** The names of errors that steps throw. */
  readonly errorNames: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
type Report = (problem: string) => void;

interface Rules {
  readonly bindings: ReadonlySet<string>;
  readonly errorNames: ReadonlySet<string>;
  readonly bound: Set<string>;
}

/** What AWS itself may throw at a Task, beside the names of steps; every other name in ErrorEquals is a slip. */
const awsErrors = [
  'States.ALL',
  'States.Timeout',
  'States.NoChoiceMatched',
  'States.ResultPathMatchFailure',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  // A function that ran out of its own time.
  'Sandbox.Timedout',
];

const invoke = 'arn:aws:states:::lambda:invoke';
const waitForToken = `${invoke}.waitForTaskToken`;
/** "Wait for the review", "Is the claim still open". */
const plainEnglish = /^[A-Z][a-z]*(?: [A-Za-z0-9-]+)*$/;

/** What is wrong with a workflow, a line each: what asl-validator finds, then what `houseRules` finds. */
export function lintWorkflow(input: LintInput): readonly string[] {
  // The validator changes what it is given; this is a clone in any case, for the placeholders.
  const bound: unknown = JSON.parse(JSON.stringify(input.definition).replaceAll(/\$\{(\w+)\}/g, lambdaArn));
  const checked = isFields(bound) ? validate(bound) : undefined;
  const found = checked?.isValid === false ? checked.errorsText('\n').split('\n') : [];
  return [...found, ...houseRules(input)];
}

/**
 * What asl-validator misses or this project forbids (design.md, decision 2), and what the embedded engine does not
 * run.
 */
export function houseRules({ definition, bindings, errorNames }: LintInput): readonly string[] {
  const problems: string[] = [];
  const rules: Rules = {
    bindings: new Set(bindings),
    errorNames: new Set([...errorNames, ...awsErrors]),
    bound: new Set(),
  };
  if (isFields(definition)) {
    if ('QueryLanguage' in definition && definition.QueryLanguage !== 'JSONPath') {
      problems.push('only the JSONPath dialect is used');
    }
    lintMachine(definition, false, rules, (problem) => problems.push(problem));
  }
  for (const binding of bindings) {
    if (!rules.bound.has(binding)) problems.push(`bindings.ts: no state uses ${binding}`);
  }
  try {
    compileDefinition(definition);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    problems.push(`the embedded engine refuses it: ${error.message}`);
  }
  return problems;
}

function lambdaArn(_placeholder: string, name: string): string {
  return `arn:aws:lambda:cn-north-1:000000000000:function:${name}`;
}

function lintMachine(machine: Fields, nested: boolean, rules: Rules, report: Report): void {
  const states = fieldsIn(machine.States);
  for (const [name, state] of states) {
    const say: Report = (problem) => report(`"${name}": ${problem}`);
    if (!plainEnglish.test(name)) say('a name is plain English: a capital, then words with spaces');
    lintTexts(state, say);
    lintTests(state.Choices, say);
    lintRules(state, rules, say);
    switch (state.Type) {
      case 'Task':
        lintTask(state, nested, rules, say);
        break;
      case 'Wait':
        if (nested) say('nothing waits inside a Map or Parallel: its Express children end within minutes');
        break;
      case 'Map':
        lintMap(state, say);
        for (const processor of [state.ItemProcessor, state.Iterator]) {
          if (isFields(processor)) lintMachine(processor, true, rules, report);
        }
        break;
      case 'Parallel':
        for (const branch of listIn(state.Branches)) lintMachine(branch, true, rules, report);
        break;
    }
  }
  lintReach(machine, new Map(states), report);
}

/** Texts of the state itself; those of states inside it are its own matter. */
function lintTexts(state: Fields, say: Report): void {
  const own = JSON.stringify({
    ...state,
    ItemProcessor: undefined,
    Iterator: undefined,
    Branches: undefined,
  });
  const banned: Readonly<Record<string, string>> = {
    'States.UUID': 'a repeated state would make another id; derive it from the subject',
    'States.MathRandom': 'a repeated state would draw again',
    '$$.Execution.StartTime': 'times come from the store, on the business clock',
  };
  for (const [text, why] of Object.entries(banned)) {
    if (own.includes(text)) say(`${text} is banned: ${why}`);
  }
  for (const field of ['Assign', 'Output', 'Arguments']) {
    if (field in state) say(`${field}: only the JSONPath dialect without variables is used`);
  }
  if ('QueryLanguage' in state && state.QueryLanguage !== 'JSONPath')
    say('only the JSONPath dialect is used');
}

function lintTests(rules: unknown, say: Report): void {
  for (const rule of listIn(rules)) {
    for (const [test, value] of Object.entries(rule)) {
      if (test.startsWith('Is') && value === false)
        say(`${test}: false never matches in one interpreter; use Not`);
      lintTests(Array.isArray(value) ? value : [value], say);
    }
  }
}

function lintRules(state: Fields, { errorNames }: Rules, say: Report): void {
  for (const field of ['Retry', 'Catch']) {
    const all = listIn(state[field]);
    for (const [rank, rule] of all.entries()) {
      const names = Array.isArray(rule.ErrorEquals) ? rule.ErrorEquals.map(String) : [];
      for (const name of names) {
        if (name === 'States.TaskFailed')
          say(`${field}: States.TaskFailed catches all and misses timeouts; name them`);
        else if (!errorNames.has(name)) say(`${field}: no step throws ${name}`);
      }
      if (!names.includes('States.ALL')) continue;
      if (field === 'Retry') say('Retry: States.ALL would repeat what must not be; name the errors');
      else if (names.length > 1 || rank < all.length - 1) say(`${field}: States.ALL stands alone and last`);
    }
  }
}

function lintTask(state: Fields, nested: boolean, rules: Rules, say: Report): void {
  const {
    Resource: resource,
    Parameters: parameters,
    TimeoutSeconds: timeout,
    HeartbeatSeconds: heartbeat,
  } = state;
  if (typeof timeout !== 'number') say('a Task has TimeoutSeconds');
  else if (typeof heartbeat === 'number' && heartbeat >= timeout)
    say('a heartbeat is shorter than the timeout');
  const integrated = resource === invoke || resource === waitForToken;
  const named = integrated ? isFields(parameters) && parameters.FunctionName : resource;
  const placeholder = /^\$\{(\w+)\}$/.exec(String(named))?.[1];
  if (placeholder === undefined || !rules.bindings.has(placeholder)) {
    say(`${String(named)} is neither a bound placeholder nor the lambda:invoke integration of one`);
  } else {
    rules.bound.add(placeholder);
  }
  if (resource !== waitForToken) return;
  if (nested) say('nothing waits inside a Map or Parallel: its Express children end within minutes');
  if (!JSON.stringify(parameters ?? null).includes('"$$.Task.Token"'))
    say('the step must be given $$.Task.Token');
}

function lintMap(state: Fields, say: Report): void {
  if (typeof state.MaxConcurrency !== 'number' || state.MaxConcurrency < 1) say('a Map has MaxConcurrency');
  for (const field of Object.keys(state)) {
    if (/^(?:ItemReader|ItemBatcher|ResultWriter|Tolerated)/.test(field)) {
      say(`${field} is not used: items are numbers in the input, and every one must succeed`);
    }
  }
  const processor = state.ItemProcessor;
  const config = isFields(processor) && isFields(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  switch (config.Mode) {
    case 'INLINE':
      if ('ExecutionType' in config) say('ProcessorConfig: an INLINE Map has no ExecutionType');
      break;
    case 'DISTRIBUTED':
      if (config.ExecutionType !== 'EXPRESS')
        say('ProcessorConfig: children of a DISTRIBUTED Map are EXPRESS');
      if (state.ResultPath !== null) say('children of a DISTRIBUTED Map return nothing: ResultPath is null');
      if ('Catch' in state) say('a DISTRIBUTED Map has no Catch: emulators ignore it');
      break;
    default:
      say('ItemProcessor.ProcessorConfig names its Mode, INLINE or DISTRIBUTED');
  }
}

function lintReach(machine: Fields, states: ReadonlyMap<string, Fields>, report: Report): void {
  const reached = new Set<string>();
  const ahead = [String(machine.StartAt)];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const state = states.get(name);
    if (!state || reached.has(name)) continue;
    reached.add(name);
    const onward = [state, ...listIn(state.Catch), ...listIn(state.Choices)].map(({ Next }) => Next);
    ahead.push(...[...onward, state.Default].filter((target) => typeof target === 'string'));
  }
  for (const name of states.keys()) {
    if (!reached.has(name)) report(`"${name}": no state leads here`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsIn(value: unknown): readonly (readonly [string, Fields])[] {
  return Object.entries(isFields(value) ? value : {}).flatMap(([name, field]) =>
    isFields(field) ? [[name, field]] : [],
  );
}

function listIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
