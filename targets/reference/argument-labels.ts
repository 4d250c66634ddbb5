/** Puts the labels of COMMAND DOCS on the arguments that a usage describes. */
import type { Argument } from './argument-grammar.ts';

const LABEL =
  /^(?<name>[^=@!#]*)(?:=(?<text>[^@!#]*))?(?:@(?<since>[^!#]*))?(?:!(?<ended>[^#]*))?(?:#(?<spec>.*))?$/;

export interface LabelledArgument extends Omit<Argument, 'arguments'> {
  readonly displayText: string;
  readonly since?: string;
  readonly deprecatedSince?: string;
  readonly keySpec: number;
  readonly arguments: readonly LabelledArgument[];
}

/** Labels come in the order of the arguments, groups before what is in them. */
export function labelled(
  usage: readonly Argument[],
  labels: string | undefined,
): readonly LabelledArgument[] {
  const words = (labels ?? '').split(' ').values();
  const label = (argument: Argument): LabelledArgument => {
    const { name, text, since, ended, spec } = LABEL.exec(words.next().value ?? '')?.groups ?? {};
    const renamed = name === undefined || name === '' || name === '-' ? argument.name : name;
    return {
      ...argument,
      name: renamed,
      displayText: text ?? renamed,
      ...(since === undefined ? {} : { since }),
      ...(ended === undefined ? {} : { deprecatedSince: ended }),
      keySpec: Number(spec ?? 0),
      arguments: (argument.arguments ?? []).map(label),
    };
  };
  return usage.map(label);
}
