/** The definitions of the schema, as far as messages and explanations read them. */
import schema from '../../suites/schema/suite.schema.json' with { type: 'json' };

export interface Definition {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly anyOf?: readonly Definition[];
}

export const DEFINITIONS = schema.$defs as unknown as Readonly<Record<string, Definition>>;

/** The definition that a `$ref` names; itself without one. */
export function resolved(definition: Definition): Definition {
  const name = definition.$ref?.slice(definition.$ref.lastIndexOf('/') + 1);
  return name === undefined ? definition : (DEFINITIONS[name] ?? definition);
}
