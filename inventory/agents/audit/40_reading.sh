# What the tools say.

limited() { # a tool that hangs on a dying disk must not hang the audit
    if timeout 5 true 2>/dev/null; then timeout 90 "$@"; else "$@"; fi
}

section() { # section NAME VERSION COMMAND...: adds what the command prints
    name=$1 version=$2
    shift 2
    "$@" </dev/null >"$WORK/out" 2>"$WORK/err"
    if [ -s "$WORK/out" ]; then
        {
            printf '\n=== filiere %s %s\n' "$name" "$version"
            sed 's/^=== filiere/ &/' "$WORK/out"
        } >>"$REPORT"
        SECTIONS=$((SECTIONS + 1))
        return 0
    fi
    return 1
}

first_version() { # the first number that looks like a version in what a command prints
    "$@" </dev/null 2>&1 | sed -n 's/^[^0-9]*\([0-9][0-9]*\.[0-9][0-9.]*\).*/\1/p' | head -n 1
}

step() { # step LABEL TOOL FUNCTION
    STEP=$((STEP + 1))
    if have "$2"; then
        printf '[%s/%s] %s… ' "$STEP" "$STEPS" "$1" >&2
        if "$3"; then say 'lu.'; else say 'rien à lire.'; fi
    else
        say "[$STEP/$STEPS] $1 : $2 absent."
    fi
}

disks() {
    for block in "$ROOT"/sys/block/*; do
        name=${block##*/}
        case "$name" in sd[a-z]* | hd[a-z]* | nvme*n* | mmcblk[0-9] | mmcblk[0-9][0-9]) ;; *) continue ;; esac
        [ "$(cat "$block/size" 2>/dev/null)" = 0 ] || printf '/dev/%s\n' "$name"
    done
}

read_lshw() { section lshw "$(first_version lshw -version)" limited lshw -quiet -json; }
read_dmidecode() { section dmidecode "$(first_version dmidecode --version)" limited dmidecode; }
read_lsblk() {
    version=$(first_version lsblk --version)
    section lsblk "$version" limited lsblk -J -b -O || section lsblk "$version" limited lsblk -J ||
        return 1
    LISTED=yes
}
read_nvme() { section nvme-list "$(first_version nvme version)" limited nvme list -o json; }
read_smartctl() {
    version=$(first_version smartctl --version)
    found=1
    for disk in $(disks); do
        case "$disk" in /dev/mmcblk*) continue ;; esac
        case "$version" in [1-6].*) json='' ;; *) json=-j ;; esac
        section smartctl "$version" limited smartctl $json -a "$disk" && found=0
    done
    return "$found"
}
read_hdparm() {
    version=$(first_version hdparm -V)
    found=1
    for disk in $(disks); do
        case "$disk" in /dev/sd* | /dev/hd*) ;; *) continue ;; esac
        section hdparm "$version" limited hdparm -I "$disk" && found=0
    done
    return "$found"
}
read_inxi() {
    section inxi "$(first_version inxi --version)" limited inxi -c 0 -B -C -D -G -M -m -N -A -x -y 1 \
        --output json --output-file print
}
read_upower() { section upower "$(first_version upower --version)" limited upower --dump; }
read_kernel() {
    section kernel 1 kernel_says
    section power-supply 1 batteries_say
    for screen in "$ROOT"/sys/class/drm/*/edid; do
        [ -s "$screen" ] && section edid 1 od -An -v -tx1 "$screen"
    done
    return 0
}
kernel_says() { # the disks too, when no tool has listed them
    values "$ROOT"/sys/class/dmi/id/[bcps]*_*
    for block in "$ROOT"/sys/block/*; do
        [ -z "$LISTED" ] && [ -e "$block" ] || continue
        printf '%s/where:%s\n' "${block#"$ROOT"}" "$(readlink -f "$block")"
        values "$block/size" "$block/removable" "$block/queue/rotational" "$block"/device/[mstv]*
    done
    sed -n '/^MemTotal/s|^|/proc/meminfo:|p' "$ROOT/proc/meminfo" 2>/dev/null
    sed -n '/^model name/s|^|/proc/cpuinfo:|p' "$ROOT/proc/cpuinfo" 2>/dev/null | head -n 1
}
values() { # PATH:VALUE of each file, its first line
    for file in "$@"; do
        [ -f "$file" ] && [ -r "$file" ] || continue
        value=$(tr -d '\000' <"$file" 2>/dev/null | head -n 1)
        [ -z "$value" ] || printf '%s:%s\n' "${file#"$ROOT"}" "$value"
    done
}
batteries_say() { cat "$ROOT"/sys/class/power_supply/*/uevent 2>/dev/null; }

gather() {
    printf '=== filiere releve 1\ncode: %s\n' "$CODE" >"$REPORT"
    STEPS=9
    step 'Composants' lshw read_lshw
    step 'Micrologiciel, mémoire' dmidecode read_dmidecode
    step 'Disques' lsblk read_lsblk
    step 'Disques NVMe' nvme read_nvme
    step 'Santé des disques' smartctl read_smartctl
    step 'Verrous des disques' hdparm read_hdparm
    step 'Inventaire' inxi read_inxi
    step 'Batterie' upower read_upower
    step 'Noyau, écrans' cat read_kernel
    printf '\n=== filiere fin %s\n' "$SECTIONS" >>"$REPORT"
}
