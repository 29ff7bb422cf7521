# Writing on the key.

choose_key() { # names the keys, and takes none without being told to
    chosen=''
    writable_media >"$WORK/media"
    [ -s "$WORK/media" ] || { offer_mount && writable_media >"$WORK/media"; }
    count=$(grep -c . "$WORK/media")
    [ "$count" -gt 0 ] || return 1
    if [ "$count" -eq 1 ]; then
        only=$(head -n 1 "$WORK/media")
        if [ "$only" = "$MOUNTED" ]; then
            chosen=$only # its yes was said when it was opened
        elif ask_yes "Écrire le relevé sur $only ?"; then
            chosen=$only
        fi
    else
        awk '{ print "  " NR ". " $0 }' "$WORK/media" >&3
        ask "Écrire le relevé sur laquelle de ces clés (1 à $count, rien : aucune) ?" || ANSWER=''
        case "$ANSWER" in [1-9] | [1-9][0-9]) chosen=$(sed -n "${ANSWER}p" "$WORK/media") ;; esac
    fi
    [ -n "$chosen" ]
}

write_on() { # write_on FOLDER: all of it, flushed, or nothing
    if limited 60 cp "$REPORT" "$1/$file" 2>/dev/null && limited 60 sync "$1/$file" 2>/dev/null &&
        [ "$(wc -c <"$1/$file")" = "$(wc -c <"$REPORT")" ]; then
        return 0
    fi
    rm -f "$1/$file" 2>/dev/null
    say "La clé n'a pas pris le relevé : pleine, protégée ou retirée. Prenez-en une autre."
    return 1
}

keep() {
    file="filiere-$CODE.txt" BLOCKS=65536
    while :; do
        if choose_key && write_on "$chosen"; then
            say "Relevé écrit : $chosen/$file"
            say "Déposez ce fichier sur la page de l'appareil : $SITE/appareils/$CODE/"
            return 0
        fi
        removable_media ro | while read -r at; do say "  $at est en lecture seule : prenez une autre clé."; done
        say 'Rien sur une clé. Branchez-en une et attendez dix secondes.'
        ask_yes 'Réessayer la clé ?' || break
    done
    mv "$REPORT" "$MEMORY/$file" || return 1
    say "Le relevé n'est qu'en mémoire vive, perdu à l'arrêt : copiez-le avant d'éteindre."
    say "  $MEMORY/$file"
    return 1
}
