# Sending, or writing on the key.

ask_whose() { # the key that this system runs from is not the device's
    OURS=''
    for disk in $(disks); do
        is_removable "$disk" || continue
        if ask_yes 'Clés et cartes branchées : à vous ?'; then OURS='?removable=ours'; fi
        return 0
    done
}

find_token() { # from the environment, from a file on the key, or typed; never an argument
    TOKEN=${FILIERE_TOKEN:-}
    if [ -z "$TOKEN" ]; then
        writable_media >"$WORK/media"
        while read -r folder; do
            [ -r "$folder/filiere-jeton.txt" ] && TOKEN=$(head -n 1 "$folder/filiere-jeton.txt")
        done <"$WORK/media"
    fi
    if [ -z "$TOKEN" ]; then
        ask_hidden 'Jeton ou lien du point de scan (rien : écrire sur la clé) :' && TOKEN=$ANSWER
    fi
    TOKEN=$(printf '%s' "${TOKEN##*#}" | tr -cd 'A-Za-z0-9_.~+/=-')
    [ -n "$TOKEN" ]
}

post() { # the token passes by a pipe or a file in memory: `ps` does not see it
    address="$SITE/api/devices/$CODE/snapshots$OURS"
    key=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || date +%s-$$)
    case "$SITE" in https://*) tls='proto = "=https"' ;; *) tls='' ;; esac
    if have curl; then
        STATUS=$(printf 'url = "%s"\nheader = "Authorization: Bearer %s"\nheader = "Idempotency-Key: %s"\n%s\n' \
            "$address" "$TOKEN" "$key" "$tls" |
            curl --config - --silent --show-error --max-time 120 --header 'Content-Type: application/octet-stream' \
                --data-binary "@$REPORT" --output "$WORK/answer" --write-out '%{http_code}' 2>"$WORK/err")
    elif have wget && wget --version 2>/dev/null | grep -q 'GNU Wget'; then
        printf 'header = Authorization: Bearer %s\nheader = Idempotency-Key: %s\n' "$TOKEN" "$key" >"$WORK/wgetrc"
        wget --config="$WORK/wgetrc" --quiet --timeout=120 --tries=1 --content-on-error --server-response \
            --header='Content-Type: application/octet-stream' \
            --post-file="$REPORT" --output-document="$WORK/answer" "$address" 2>"$WORK/err"
        STATUS=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$WORK/err" | tail -n 1)
    else
        say "Ni curl ni wget capable de vérifier le site : rien n'est envoyé."
        return 1
    fi
    [ -n "$STATUS" ] && [ "$STATUS" != 000 ]
}

told() { # the sentences of the answer, their escapes made letters again
    tr -d '\n' <"$WORK/answer" | sed 's/"detail": *"/\
&/g' | sed -n 's/^"detail": *"\([^"]*\)".*/  - \1/p' |
        sed 's/\\u00e0/à/g;s/\\u00e7/ç/g;s/\\u00e8/è/g;s/\\u00e9/é/g;s/\\u00ea/ê/g;s/\\u00ee/î/g
            s/\\u00f4/ô/g;s/\\u00f9/ù/g;s/\\u00fb/û/g;s/\\u00c9/É/g;s/\\u0153/œ/g;s/\\u00e2/â/g;s/\\u00ef/ï/g;s/\\u00eb/ë/g;s/\\u00ab/«/g;s/\\u00bb/»/g
            s/\\u00a0/ /g;s/\\u202f/ /g;s/\\u2019/'"'"'/g;s/\\u2026/…/g' | sort -u
}

send() {
    say "Envoi à $SITE…"
    if ! post; then
        say 'Pas de réseau, ou site non vérifié.'
        return 1
    fi
    case "$STATUS" in
    200 | 201)
        if grep -q '"status": *"audited"' "$WORK/answer"; then
            say "Appareil $(shown_code) audité."
        else
            say "Relevé gardé avec l'appareil $(shown_code). Il reste à dire :"
            told >&2
        fi
        ;;
    *)
        say "Le site n'a pas pris ce relevé ($STATUS) :"
        told >&2
        return 1
        ;;
    esac
}

choose_key() { # names the keys, and takes none without being told to
    chosen=''
    writable_media >"$WORK/media"
    count=$(grep -c . "$WORK/media")
    [ "$count" -gt 0 ] || return 1
    if [ "$count" -eq 1 ]; then
        only=$(head -n 1 "$WORK/media")
        if ask_yes "Écrire le relevé sur $only ?"; then chosen=$only; fi
    else
        awk '{ print "  " NR ". " $0 }' "$WORK/media" >&2
        ask "Écrire le relevé sur laquelle de ces clés (1 à $count, rien : aucune) ?" || ANSWER=''
        case "$ANSWER" in [1-9] | [1-9][0-9]) chosen=$(sed -n "${ANSWER}p" "$WORK/media") ;; esac
    fi
    [ -n "$chosen" ]
}

keep() {
    file="filiere-$CODE.txt"
    if choose_key && cp "$REPORT" "$chosen/$file" && sync; then
        say "Relevé écrit : $chosen/$file"
        say "Déposez ce fichier sur la page de l'appareil : $SITE/appareils/$CODE/"
        return 0
    fi
    cp "$REPORT" "$MEMORY/$file" || return 1
    say 'Rien sur une clé. Branchez-en une, montez-la, puis copiez :'
    say "  $MEMORY/$file   (en mémoire vive : perdu à l'arrêt)"
}
