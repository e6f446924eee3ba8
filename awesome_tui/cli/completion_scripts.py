"""Scripts that complete command lines in each shell; data goes in, a script comes out.

Names of lists are offered once something is typed, as they are hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Template
from typing import TypeAlias

from awesome_tui.cli.arguments import Argument
from awesome_tui.cli.command_table import COMMANDS
from awesome_tui.cli.completion_words import CommandWords, takes_file

_Formatter: TypeAlias = Callable[[Sequence[CommandWords], Sequence[str]], str]

# With `-o default`, bash completes files if nothing else matches. As macOS has bash 3.2, this uses
# `case` in place of associative arrays, and does without `compopt` if there is none.
_BASH = """\
_awesome_tui() {
    local word=$${COMP_WORDS[COMP_CWORD]} before='' context='' words=''
    local lists=''
    (( COMP_CWORD > 1 )) && before=$${COMP_WORDS[COMP_CWORD-1]}
    # Bash splits --option=value into three words.
    if [[ $$word == "=" ]]; then
        word=
    elif [[ $$before == "=" ]]; then
        before=$${COMP_WORDS[COMP_CWORD-2]}
    fi
    [[ $$word ]] && lists='$lists'
    if (( COMP_CWORD > 1 )); then
        case $${COMP_WORDS[1]} in $commands) context=$${COMP_WORDS[1]} ;; esac
    fi
    if (( COMP_CWORD > 2 )); then
        case "$$context $${COMP_WORDS[2]}" in $actions) context+=" $${COMP_WORDS[2]}" ;; esac
    fi
    COMPREPLY=()
    case "$$context:$$before" in
$values
        *) case "$$context:$$word" in
$operands
        esac ;;
    esac
    (( COMP_CWORD == 1 )) && [[ $$word != -* ]] && words+=' $first'
    COMPREPLY=($$(compgen -W "$$words" -- "$$word"))
}
complete -o default -F _awesome_tui awesome-tui
"""
_BASH_NOTHING = "compopt +o default 2>/dev/null; return"

# The same text works as a file in `fpath` and in ~/.zshrc, even before compinit was loaded.
_ZSH = """\
#compdef awesome-tui

_awesome-tui() {
    local before=$${words[CURRENT-1]} context=
    local -a options lists
    [[ $$PREFIX ]] && lists=($lists)
    (( CURRENT > 2 )) && case $$words[2] in ($commands) context=$$words[2] ;; esac
    (( CURRENT > 3 )) && case "$$context $$words[3]" in ($actions) context+=" $$words[3]" ;; esac
    if [[ $$PREFIX == --*=* ]]; then
        before=$${PREFIX%%=*}
        compset -P 1 '*='
    fi
    case "$$context:$$before" in
$values
    esac
    case "$$context:$$PREFIX" in
$options
    esac
    local found=1
    if (( CURRENT == 2 )); then
        local -a commands
        commands=($first)
        _describe -t commands command commands && found=0
    fi
    case $$context in
$operands
    esac
    return found
}

if [[ $$funcstack[1] == _awesome-tui ]]; then
    _awesome-tui "$$@"
else
    (( $$+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _awesome-tui awesome-tui
fi
"""

_FISH = """\
function __awesome_tui_context
    set -l words (commandline -opc)
    set -l context
    contains -- "$$words[2]" $commands; and set context $$words[2]
    contains -- "$$context $$words[3]" $actions; and set context "$$context $$words[3]"
    test "$$context" = "$$argv"
end
function __awesome_tui_lists
    set -l word (commandline -ct)
    test -n "$$word"; and string join \\n -- $lists
end
function __awesome_tui_first
    test (count (commandline -opc)) -eq 1
end
$first
$rest
"""

# If the block returns nothing, PowerShell completes files.
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName awesome-tui -ScriptBlock {
    param($$word, $$ast, $$cursor)
    $$before = @($$ast.CommandElements | Where-Object { $$_.Extent.EndOffset -lt $$cursor } |
        ForEach-Object { $$_.ToString() })
    $$context = ''
    if ($$before.Count -gt 1 -and $$before[1] -cin $commands) { $$context = $$before[1] }
    if ($$before.Count -gt 2 -and "$$context $$($$before[2])" -cin $actions) {
        $$context += " $$($$before[2])"
    }
    $$lists = @()
    if ($$word) { $$lists = $lists }
    $$words = switch -CaseSensitive ('{0}:{1}' -f $$context, $$before[-1]) {
$values
        default {
            if ($$word.StartsWith('-')) {
                switch -CaseSensitive ($$context) {
$options
                }
            } else {
                if ($$before.Count -eq 1) { $first }
                switch -CaseSensitive ($$context) {
$operands
                }
            }
        }
    }
    $$words | Where-Object { $$_ -and $$_.StartsWith($$word, [StringComparison]::Ordinal) } |
        ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($$_, $$_, 'ParameterValue', $$_)
        }
}
"""


def format_bash(commands: Sequence[CommandWords], lists: Sequence[str]) -> str:
    """A script for ~/.bashrc."""
    return Template(_BASH).substitute(
        lists=" ".join(lists),
        commands="|".join(_commands(commands)),
        actions="|".join(map(_quote, _actions(commands))),
        first=" ".join(_commands(commands)),
        values="\n".join(_format_bash_values(commands)),
        operands="\n".join(_format_bash_operands(commands)),
    )


def _format_bash_values(commands: Sequence[CommandWords]) -> Iterator[str]:
    for command, option in _options_with_value(commands):
        pattern = "|".join(_quote(f"{command}:{name}") for name in option.names)
        does = f"words={_quote(' '.join(option.values))}" if option.values else _BASH_NOTHING
        yield f"        {pattern}) {'return' if takes_file(option) else does} ;;"


def _format_bash_operands(commands: Sequence[CommandWords]) -> Iterator[str]:
    for each in commands:
        words = _quote(" ".join(each.operands)) + ("' '$lists" if each.takes_list else "")
        yield f"            {_quote(f'{each.command}:-')}*) words={_quote(each.option_names)} ;;"
        yield f"            {_quote(f'{each.command}:')}*) words={words} ;;"


def format_zsh(commands: Sequence[CommandWords], lists: Sequence[str]) -> str:
    """A script for ~/.zshrc, and a function for `fpath`."""
    return Template(_ZSH).substitute(
        lists=" ".join(lists),
        commands="|".join(_commands(commands)),
        actions="|".join(map(_quote, _actions(commands))),
        first=" ".join(map(_quote, _commands(commands))),
        values="\n".join(_format_zsh_values(commands)),
        options="\n".join(map(_format_zsh_options, commands)),
        operands="\n".join(_format_zsh_operands(commands)),
    )


def _format_zsh_values(commands: Sequence[CommandWords]) -> Iterator[str]:
    for command, option in _options_with_value(commands):
        pattern = "|".join(_quote(f"{command}:{name}") for name in option.names)
        does = f"compadd -- {' '.join(option.values)}" if option.values else "_message value"
        yield f"        ({pattern}) {'_files' if takes_file(option) else does}; return ;;"


def _format_zsh_options(command: CommandWords) -> str:
    told = " ".join(
        _quote(f"{name}:{option.help}") for option in command.options for name in option.names
    )
    pattern = _quote(f"{command.command}:-")
    return f"        ({pattern}*) options=({told}); _describe -o option options; return ;;"


def _format_zsh_operands(commands: Sequence[CommandWords]) -> Iterator[str]:
    for each in commands:
        words = " ".join(_operands(each, "$lists"))
        tries = [*([f"compadd -- {words}"] if words else []), *(["_files"] * each.takes_file)]
        if tries:
            yield f"        ({_quote(each.command)}) {' || '.join(tries)} && found=0 ;;"


def format_fish(commands: Sequence[CommandWords], lists: Sequence[str]) -> str:
    """A script for ~/.config/fish/completions."""
    return Template(_FISH).substitute(
        lists=" ".join(lists),
        commands=" ".join(_commands(commands)),
        actions=" ".join(map(_quote, _actions(commands))),
        first=_format_fish_rule("__awesome_tui_first", f"-a {_quote_fish(_fish_summaries())}"),
        rest="\n".join(line for each in commands for line in _format_fish_command(each)),
    )


def _format_fish_command(command: CommandWords) -> Iterator[str]:
    condition = f"__awesome_tui_context {command.command}".rstrip()
    words = " ".join(_operands(command, "(__awesome_tui_lists)"))
    no_files = "" if command.takes_file else "-f "
    yield _format_fish_rule(condition, f"{no_files}-a {_quote_fish(words)}")
    for option in command.options:
        names = " ".join(map(_format_fish_name, option.names))
        value = _format_fish_value(option) if option.takes_value else ""
        yield _format_fish_rule(condition, f"{names}{value} -d {_quote_fish(option.help)}")


def _fish_summaries() -> str:
    return " ".join(f"{name}\\t{_quote_fish(row.summary)}" for name, row in COMMANDS.items())


def _format_fish_name(name: str) -> str:
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


def _format_fish_value(option: Argument) -> str:
    if takes_file(option):
        return " -r -F"
    # Without the tab, which ends a value, fish shows the description of the option.
    values = "".join(f"{value}\\t " for value in option.values)
    return f" -x -a {_quote_fish(values)}" if values else " -x"


def _format_fish_rule(condition: str, options: str) -> str:
    return f"complete -c awesome-tui -n {_quote_fish(condition)} {options}"


def format_powershell(commands: Sequence[CommandWords], lists: Sequence[str]) -> str:
    """A script for $PROFILE."""
    first = _format_array(_commands(commands))
    return Template(_POWERSHELL).substitute(
        lists=_format_array(lists),
        commands=first,
        actions=_format_array(_actions(commands)),
        first=first,
        values="\n".join(_format_powershell_values(commands)),
        options="\n".join(
            _format_powershell_case(each.command, each.option_names.split()) for each in commands
        ),
        operands="\n".join(
            _format_powershell_case(each.command, each.operands, with_lists=each.takes_list)
            for each in commands
        ),
    )


def _format_powershell_values(commands: Sequence[CommandWords]) -> Iterator[str]:
    for command, option in _options_with_value(commands):
        for name in option.names:
            yield _format_powershell_case(f"{command}:{name}", option.values)


def _format_powershell_case(label: str, words: Sequence[str], *, with_lists: bool = False) -> str:
    array = _format_array(words) + (" + $lists" if with_lists else "")
    return f"                    {_quote_powershell(label)} {{ {array}; break }}"


def _format_array(words: Sequence[str]) -> str:
    return f"@({', '.join(map(_quote_powershell, words))})"


def _operands(command: CommandWords, lists: str) -> tuple[str, ...]:
    return (*command.operands, lists) if command.takes_list else command.operands


def _commands(commands: Sequence[CommandWords]) -> list[str]:
    return [each.command for each in commands if each.command and " " not in each.command]


def _actions(commands: Sequence[CommandWords]) -> list[str]:
    return [each.command for each in commands if " " in each.command]


def _options_with_value(commands: Sequence[CommandWords]) -> Iterator[tuple[str, Argument]]:
    for each in commands:
        yield from ((each.command, option) for option in each.options if option.takes_value)


def _quote(text: str) -> str:
    """Quote for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _quote_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _quote_powershell(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


SCRIPTS: Mapping[str, _Formatter] = {
    "bash": format_bash,
    "zsh": format_zsh,
    "fish": format_fish,
    "powershell": format_powershell,
}
"""Formatters by shell; each takes the commands, and names of lists."""
