# fish completion for negcli: `negcli completion fish` prints it.
function __negcli_complete
    set -l before (commandline -opc)
    set -lx COMP_WORDS (string join \n -- $before (commandline -ct) | string collect)
    set -lx COMP_CWORD (count $before)
    set -lx _NEGCLI_COMPLETE complete_lines
    for line in ($before[1] 2>/dev/null)
        set -l parts (string split \t -- $line)
        switch $parts[1]
            case file
                __fish_complete_path $parts[2]
            case dir
                __fish_complete_directories $parts[2]
            case plain
                printf '%s\t%s\n' $parts[2] $parts[3]
        end
    end
end
complete --command negcli --no-files --arguments '(__negcli_complete)'
