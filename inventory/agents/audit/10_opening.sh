#!/bin/sh
# Audit d'un appareil sans rien taper d'autre que son code (filiere).
# Lit le matériel avec les outils présents, envoie le relevé, ou l'écrit sur la clé.
# N'écrit que dans la mémoire vive, et sur une clé amovible que vous choisissez.

SITE='@SITE@'
WRITTEN=2026 # the year of these lines: a clock that says less is wrong
ROOT=${FILIERE_ROOT:-}
PATIENCE=${FILIERE_PATIENCE:-90}
PATH=$PATH:$ROOT/usr/local/sbin:$ROOT/usr/sbin:$ROOT/sbin
LC_ALL=C # decimal points and English words from every tool
export PATH LC_ALL
unset LANGUAGE
exec 3>&2 2>/dev/null # what a person reads, without the English of shells and tools
CODE=''
WORK=''
MOUNTED=''

say() { printf '%s\n' "$*" >&3; }
have() { command -v "$1" >/dev/null 2>&1; }

ask() { # ask QUESTION: the answer is in $ANSWER; the terminal, even when the script is a pipe
    printf '%s ' "$1" >&3
    ANSWER=''
    if (: </dev/tty) 2>/dev/null; then
        read -r ANSWER </dev/tty || return 1
    else
        read -r ANSWER || return 1
    fi
}

ask_yes() { # ask_yes QUESTION: o or n, and nothing else decides; no terminal left is no
    for _ in 1 2 3 4 5; do
        ask "$1 [o/n]" || return 1
        case "$ANSWER" in
        [oOyY]*) return 0 ;;
        [nN]*) return 1 ;;
        esac
        say '  Répondez o (oui) ou n (non).'
    done
    return 1
}

ask_hidden() {
    { stty -echo </dev/tty; } 2>/dev/null
    ask "$1"
    { stty echo </dev/tty; } 2>/dev/null
    say ''
}
