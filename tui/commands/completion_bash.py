"""Completion in bash, which breaks words at colons: `thread:cea` is one word to us and three to it."""

from __future__ import annotations

import os
import shlex

from click.shell_completion import BashComplete, add_completion_class, split_arg_string

_SCRIPT = """\
%(complete_func)s() {
    local IFS=$'\\n' line="${COMP_LINE:0:COMP_POINT}" response completion type value
    local typed="${line##*[[:space:]]}"
    # What bash takes for typed already, and does not replace.
    local before="${typed%%"${typed##*:}"}"
    [[ $COMP_WORDBREAKS == *:* ]] || before=
    # Within an open quotation mark it breaks no words.
    local marks="${line//[^\\'\\"]/}" is_open=0
    (( ${#marks} %% 2 )) && is_open=1 before=

    response=$(env COMP_WORDS="$line" COMP_CWORD=0 %(complete_var)s=bash_complete "$1")

    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"

        if [[ $type == 'dir' ]]; then
            COMPREPLY=()
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            COMPREPLY=()
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            # A name of several words is one word to the shell.
            [[ $is_open == 1 || $value == *\\"* || $value != *' '* ]] || printf -v value '%%q' "$value"
            # A field waits for its value.
            [[ $value != *: ]] || compopt -o nospace
            COMPREPLY+=("${value#"$before"}")
        fi
    done

    return 0
}

%(complete_func)s_setup() {
    complete -o nosort -F %(complete_func)s %(prog_name)s
}

%(complete_func)s_setup;
"""


def _is_within_quotes(line: str) -> bool:
    try:
        shlex.split(line)
    except ValueError:
        return True
    return False


class WholeWords(BashComplete):
    """click's completion for bash, but told the line instead of bash's words."""

    name = "bash"
    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and what is typed of it."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)[1:]
        if not words or (line[-1:].isspace() and not _is_within_quotes(line)):
            return words, ""
        return words[:-1], words[-1]


def use_whole_words() -> None:
    """Makes this the completion click answers bash with."""
    add_completion_class(WholeWords)
