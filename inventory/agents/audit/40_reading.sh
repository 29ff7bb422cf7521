# What the tools say.

STEP=0
STEPS=9
SECTIONS=0
LISTED=''
HUNG=''
FULL=''
WHY=''
COLUMNS_READ=NAME,TYPE,SIZE,ROTA,TRAN,RM,HOTPLUG,MODEL,SERIAL,REV,VENDOR,WWN,FSTYPE,MOUNTPOINT # no label: it may be a name
MOST=4194304 # bytes kept of one tool
ALL=16777216 # bytes of the report: the site takes 20 MB

section() { # section NAME VERSION COMMAND...: adds what the command prints
    name=$1 version=$2 LATE=''
    shift 2
    rm -f "$WORK/out" # a tool that was left behind still holds the last one
    "$@" </dev/null >"$WORK/out" 2>"$WORK/err"
    if [ -n "$LATE" ]; then
        WHY='sans réponse, laissé.'
        return 1
    fi
    size=$(wc -c <"$WORK/out")
    [ "$size" -gt 0 ] || return 1
    if [ "$size" -ge "$MOST" ] || [ $((size + $(wc -c <"$REPORT"))) -gt "$ALL" ]; then
        WHY='réponse trop longue, laissée.'
        return 1
    fi
    {
        printf '\n=== filiere %s %s\n' "$name" "$version" &&
            sed 's/^=== filiere/ &/' "$WORK/out"
    } >>"$REPORT" 2>/dev/null || FULL=yes
    SECTIONS=$((SECTIONS + 1))
}

version_of() { # VERSION: the first number that looks like one in what a command prints
    limited 5 "$@" </dev/null >"$WORK/version" 2>&1
    VERSION=$(sed -n 's/^[^0-9]*\([0-9][0-9]*\.[0-9][0-9.]*\).*/\1/p' "$WORK/version" | head -n 1)
}

step() { # step LABEL TOOL FUNCTION
    STEP=$((STEP + 1)) WHY=''
    if have "$2"; then
        printf '[%s/%s] %s... ' "$STEP" "$STEPS" "$1" >&3
        if "$3"; then say "lu.${WHY:+ $WHY}"; else say "${WHY:-rien à lire.}"; fi
    else
        say "[$STEP/$STEPS] $1 : $2 absent, on s'en passe."
    fi
}

disks() {
    for block in "$ROOT"/sys/block/*; do
        name=${block##*/}
        case "$name" in
        nvme*c*n*) continue ;; # one of the paths of a disk that is listed by its own name
        sd[a-z]* | hd[a-z]* | nvme*n* | mmcblk[0-9] | mmcblk[0-9][0-9]) ;;
        *) continue ;;
        esac
        [ "$(cat "$block/size" 2>/dev/null)" = 0 ] || printf '/dev/%s\n' "$name"
    done
}

on_disk() { # on_disk DISK COMMAND...: shows which; a disk that made a tool hang is not asked again
    disk=$1
    shift
    case "$HUNG " in *" $disk "*) return 1 ;; esac
    printf '%s ' "${disk#/dev/}" >&3
    "$@" && return 0
    if [ -n "$LATE" ]; then
        HUNG="$HUNG $disk"
        WHY="Sans réponse :$HUNG."
    fi
    return 1
}

read_lshw() {
    version_of lshw -version
    section lshw "$VERSION" limited "$PATIENCE" lshw -quiet -json
}
read_dmidecode() {
    version_of dmidecode --version
    section dmidecode "$VERSION" limited "$PATIENCE" dmidecode
}
read_lsblk() {
    version_of lsblk --version
    section lsblk "$VERSION" limited "$PATIENCE" lsblk -J -b -o "$COLUMNS_READ" ||
        section lsblk "$VERSION" limited "$PATIENCE" lsblk -J || return 1
    LISTED=yes
}
read_nvme() {
    version_of nvme version
    section nvme-list "$VERSION" limited "$PATIENCE" nvme list -o json
}
read_smartctl() {
    version_of smartctl --version
    case "$VERSION" in [1-6].*) json='' ;; *) json=-j ;; esac
    found=1
    for disk in $(disks); do
        case "$disk" in /dev/mmcblk*) continue ;; esac
        on_disk "$disk" section smartctl "$VERSION" smart_of "$disk" && found=0
    done
    return "$found"
}
smart_of() { # behind some USB bridges it must be told how to speak
    limited "$PATIENCE" smartctl ${json:+"$json"} -a "$1"
    [ -z "$LATE" ] && grep -qi 'unknown usb bridge' "$WORK/out" || return 0
    limited "$PATIENCE" smartctl ${json:+"$json"} -d sat -a "$1" >"$WORK/out"
}
read_hdparm() {
    version_of hdparm -V
    found=1
    for disk in $(disks); do
        case "$disk" in /dev/sd* | /dev/hd*) ;; *) continue ;; esac
        on_disk "$disk" section hdparm "$VERSION" limited "$PATIENCE" hdparm -I "$disk" && found=0
    done
    return "$found"
}
read_inxi() {
    version_of inxi --version
    section inxi "$VERSION" limited "$PATIENCE" inxi -c 0 -B -C -D -G -M -m -N -A -x -y 1 \
        --output json --output-file print
}
read_upower() {
    version_of upower --version
    section upower "$VERSION" limited "$PATIENCE" upower --dump
}

gather() {
    printf '=== filiere releve 1\ncode: %s\n' "$CODE" >"$REPORT"
    step 'Composants' lshw read_lshw
    step 'Micrologiciel, mémoire' dmidecode read_dmidecode
    step 'Disques' lsblk read_lsblk
    step 'Disques NVMe' nvme read_nvme
    step 'Santé des disques' smartctl read_smartctl
    step 'Verrous des disques' hdparm read_hdparm
    step 'Inventaire' inxi read_inxi
    step 'Batterie' upower read_upower
    step 'Noyau, écrans' cat read_kernel
    printf '\n=== filiere fin %s\n' "$SECTIONS" >>"$REPORT" 2>/dev/null || FULL=yes
    [ -z "$FULL" ] || say 'Plus de place en mémoire vive : redémarrez, puis relancez.'
    [ -z "$FULL" ]
}
