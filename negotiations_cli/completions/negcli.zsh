#compdef negcli
# zsh completion for negcli: `negcli completion zsh` prints it.
_negcli() {
    local type value meaning
    local -a described
    while IFS=$'\t' read -r type value meaning; do
        case $type in
            file) _files; return ;;
            dir) _files -/; return ;;
            plain) described+=("${value//:/\\:}${meaning:+:$meaning}") ;;
        esac
    done < <(
        COMP_WORDS=${(F)${(Q)words}} COMP_CWORD=$((CURRENT - 1)) \
            _NEGCLI_COMPLETE=complete_lines ${words[1]} 2>/dev/null
    )
    _describe -V negcli described
}
# Sourced, it registers itself; found in $fpath, it is the function.
if [[ $funcstack[1] == _negcli ]]; then _negcli "$@"; else compdef _negcli negcli; fi
