# bash completion for negcli: `negcli completion bash` prints it.
# shellcheck shell=bash
_negcli() {
    local type value _
    COMPREPLY=()
    while IFS=$'\t' read -r type value _; do
        case $type in
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(
        COMP_WORDS=$(printf '%s\n' "${COMP_WORDS[@]}") COMP_CWORD=$COMP_CWORD \
            _NEGCLI_COMPLETE=complete_lines "$1" 2>/dev/null
    )
    # Values with spaces are quoted as names of files are.
    if [[ ${COMPREPLY[*]} == *' '* ]]; then compopt -o filenames; fi
}
complete -F _negcli negcli
