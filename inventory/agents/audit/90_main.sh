# The whole audit, from the code to the report.

main() {
    say 'filiere : audit de cet appareil. Ses disques ne sont que lus.'
    [ "$(id -u)" = 0 ] || say 'Attention : sans « sudo », le relevé sera incomplet.'
    umask 077
    if ! MEMORY=$(memory_folder); then
        say "Aucun dossier en mémoire vive : démarrez l'appareil sur une clé Linux."
        return 1
    fi
    WORK=$(mktemp -d "$MEMORY/filiere.XXXXXX") || return 1
    trap 'rm -rf "$WORK"' EXIT
    trap 'stty echo 2>/dev/null; exit 130' INT TERM
    REPORT="$WORK/report"
    [ -z "$1" ] || check_code "$1"
    ask_code || return 1
    gather
    if find_token && ask_whose && send; then return 0; fi
    keep
}

main "${1:-}"
