import { completions } from "../completions.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Surroundings } from "../surroundings.ts";

/** One script for both shells: neither looks into the function of the other. */
const SCRIPT = `# Completes the words of busbar. In ~/.bashrc, or in ~/.zshrc after compinit:
#   source <(busbar completion)
_busbar_bash() {
  local piece="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" found
  COMPREPLY=()
  while IFS= read -r found; do
    # What comes after an equals sign is a word of its own here.
    if [[ "$piece" == "=" || "$before" == "=" ]]; then found="\${found#*=}"; fi
    if [[ "$found" == *[.=] ]]; then compopt -o nospace 2>/dev/null; fi
    COMPREPLY+=("$found")
  done < <(busbar completion -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
_busbar_zsh() {
  local -a found
  found=("\${(@f)$(busbar completion -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z "\${found[*]}" ]]; then _files; return; fi
  compadd -Q -S '' -- \${(M)found:#*[.=]}
  compadd -Q -- \${found:#*[.=]}
}
if [ -n "\${ZSH_VERSION-}" ]; then
  compdef _busbar_zsh busbar
else
  complete -o default -F _busbar_bash busbar
fi
`;

/** Prints what makes a shell complete busbar's words. */
export async function completion({ stdout }: Surroundings): Promise<number> {
  stdout(SCRIPT);
  return exitCodes.ok;
}

/** Answers that script: what the last word may become, one a line. */
export async function complete(
  words: readonly string[],
  options: Readonly<Record<string, readonly string[]>>,
  { stdout }: Surroundings,
): Promise<number> {
  for (const word of completions(words, options)) stdout(`${word}\n`);
  return exitCodes.ok;
}
