/** What some subcommands say that count their arguments themselves. */
export function wrongSubcommandArity(container: string, subcommand: string): string {
  return `ERR unknown subcommand or wrong number of arguments for '${subcommand}'. Try ${container} HELP.`;
}
