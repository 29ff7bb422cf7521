# The whole audit, from the code to the report.

stop() {
    trap '' INT TERM HUP
    stop_tool now
    { stty echo </dev/tty; } 2>/dev/null
    say ''
    say "Arrêté avant la fin. Relancez pour recommencer."
    exit 130
}

main() {
    say 'filiere : audit de cet appareil. Ses disques ne sont que lus. Ctrl-C arrête.'
    AS=''
    if [ "$(id -u)" != 0 ]; then
        if have sudo && sudo -n id >/dev/null; then
            AS=sudo
        else
            say 'Attention : sans droits d'"'"'administrateur, le relevé sera incomplet. Mieux : ... | sudo sh'
        fi
    fi
    umask 077
    if ! MEMORY=$(memory_folder); then
        say "Aucune place en mémoire vive : démarrez l'appareil sur une clé Linux, ou redémarrez-la."
        return 1
    fi
    if ! WORK=$(mktemp -d "$MEMORY/filiere.XXXXXX"); then
        say "Rien ne s'écrit dans $MEMORY : redémarrez, puis relancez."
        return 1
    fi
    export HOME="$WORK" TMPDIR="$WORK" # what a tool keeps for itself stays in memory too
    trap let_go EXIT
    trap stop INT TERM HUP
    trap 'TICK=yes' USR1
    REPORT="$WORK/report"
    [ -z "$1" ] || check_code "$1"
    ask_code || return 1
    gather || return 1
    if find_token && ask_whose && deliver; then return 0; fi
    keep
}

main "${1:-}"
