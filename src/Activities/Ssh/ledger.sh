# The host-side ledger. docs/wire/ledger.md says what the verbs promise and how this script is sent.
# Arguments: verb, ledger folder, attempt (encoded key), unit, database (encoded), fencing token, holder and its
# predecessor (both encoded), ledger ID, number, beat.
# Standard input: a nonce; then, after this script has said that it began, the script or notice in base64, a line
# "NAME base64" for each value, and a line with a single dot.
set -u
umask 077
# What every script of a runbook and every question finds, whatever the login's own path is.
scripts_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C.UTF-8
export PATH LC_ALL
nl='
'

finish() {
    printf '\nolupgrade-ledger: %s%s\n' "$nonce" "$1" >&2
    exit 0
}

refuse() {
    [ -n "${new:-}" ] && rm -rf "$new"
    finish " result=$1${2:-}"
}

# Reports why a write or a start failed. Everything it did has been undone by then.
failed() {
    case $1 in
        *'No space left on device'* | *'quota exceeded'*) refuse disk-full "$(lacks_inodes && printf ' inodes=0')" ;;
        *) refuse failed " why=$(printf %s "$1" | tr '\n' ' ')" ;;
    esac
}

# A file system that counts none, such as Btrfs, has none left to lack.
lacks_inodes() {
    df --output=itotal,iavail "$ledger" 2>/dev/null | {
        read -r _ && read -r total left && [ "$total" -gt 0 ] && [ "$left" = 0 ]
    } 2>/dev/null
}

# Writes a file that is complete or absent, even after a power cut. Through cat, because cat reports a full disk.
put() {
    printf '%s\n' "$2" | cat >"$1.new" && sync "$1.new" && mv -f "$1.new" "$1" && sync "${1%/*}" && return
    rm -f "$1.new"
    return 1
}

# Says on both outputs that the script has begun. The caller sends the frame only then, so that a call without this
# line has done nothing. After a line end: a login may have printed anything before it.
begin() {
    IFS= read -r nonce || exit 90
    printf 'olupgrade-begin %s\n' "$nonce" && printf '\nolupgrade-begin %s\n' "$nonce" >&2 || exit 92
}

read_frame() {
    values=
    IFS= read -r script || exit 90
    while IFS= read -r line; do
        [ "$line" = . ] && return
        values=$values$line$nl
    done
    # The connection broke inside the frame: nothing may happen.
    exit 90
}

# The name and the home of the user that the scripts run as, whatever the login and sudo say.
find_user() {
    me=$(ids_of self) user_name='' user_home=''
    while IFS=: read -r name _ number_of _ _ home _; do
        [ "$number_of" = "${me%%[!0-9]*}" ] && user_name=$name user_home=$home && return
    done </etc/passwd
    user_name=${LOGNAME:-${USER:-}} user_home=${HOME:-/}
}

# State, parent, session and start time of a process; fails if there is no such process. Its name may hold anything,
# even a line break, and stands before the last parenthesis.
process() {
    last=
    while IFS= read -r line; do last=$line; done 2>/dev/null <"/proc/$1/stat" || return 1
    # shellcheck disable=SC2086
    set -- ${last##*) }
    [ $# -ge 20 ] || return 1
    p_state=$1 p_parent=$2 p_session=$4 p_start=${20}
}

# A process's user IDs: real, effective, saved, and for files.
ids_of() {
    while read -r key value; do
        [ "$key" = Uid: ] && printf %s "$value" && return
    done 2>/dev/null <"/proc/$1/status"
}

# Refuses a ledger that others than this user and root have made, can write, or can put something else in the place of.
# From here on `ledger` is its real path, of which nobody else can change a part.
check_place() {
    place=${ledger%/*}
    until [ -d "${place:-/}" ]; do place=${place%/*}; done
    real=$(cd -P "${place:-/}" 2>/dev/null && pwd -P) || refuse failed " why=no permission to use $place"
    ledger=${real%/}${ledger#"$place"} attempt=${real%/}${attempt#"$place"}
    set -- /
    place=${real%/}
    while [ -n "$place" ]; do
        set -- "$@" "$place"
        place=${place%/*}
    done
    for place in "$ledger" "$ledger/attempts" "$attempt" "$ledger/id" "$ledger/database" "$ledger/fence" \
        "$ledger/lock"; do
        [ -L "$place" ] && refuse failed " why=$place is a symbolic link"
        [ -e "$place" ] && set -- "$@" "$place"
    done
    places=$(stat -c '%u %a %n' "$@" 2>&1) || failed "$places"
    while read -r owner mode place; do
        check_part
    done <<PLACES
$places
PLACES
}

# The folders above the ledger may be root's too. In one like /tmp nobody can replace what is another's.
check_part() {
    case $place in
        "$ledger"*) [ -O "$place" ] || refuse failed " why=$place belongs to another user (user ID $owner)" ;;
        *)
            [ "$owner" = 0 ] || [ -O "$place" ] ||
                refuse failed " why=$place, above the ledger, belongs to another user (user ID $owner)"
            case $mode in [1357]???) return ;; esac
            ;;
    esac
    case $mode in
        *[2367]? | *[2367]) refuse failed " why=others than its owner may write $place (mode $mode)" ;;
    esac
}

lock() {
    why=$({ : >>"$ledger/lock"; } 2>&1) || failed "$why"
    if command -v flock >/dev/null; then
        exec 8>>"$ledger/lock"
        flock -w 60 8 || refuse failed ' why=another call has held the ledger for a minute'
        return
    fi
    tries=0
    until mkdir "$ledger/lock.d" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || refuse failed ' why=another call has held the ledger for a minute'
        lock_is_stale && break_lock
        sleep 0.2
    done
    process "$$"
    printf '%s\n' "$$ $p_start $boot" >"$ledger/lock.d/owner"
    trap 'rm -rf "$ledger/lock.d"' EXIT
}

# Its owner has died or belongs to another boot. A lock without an owner's name is stale after ten seconds.
lock_is_stale() {
    if IFS=' ' read -r o_pid o_start o_boot 2>/dev/null <"$ledger/lock.d/owner"; then
        [ "$o_boot" = "$boot" ] && process "$o_pid" && [ "$p_start" = "$o_start" ] && return 1
        return 0
    fi
    [ "$tries" -gt 50 ]
}

# One breaker at a time, and it checks again. Otherwise two could break one lock, and the second would break a live one.
break_lock() {
    mkdir "$ledger/lock.broken" 2>/dev/null || return
    lock_is_stale && rm -rf "$ledger/lock.d"
    rmdir "$ledger/lock.broken"
}

unlock() {
    exec 8>&-
    [ -d "$ledger/lock.d" ] && rm -rf "$ledger/lock.d"
    trap - EXIT
}

# Reads the ledger. A missing or incomplete one has an empty ID.
load() {
    l_id='' l_database='' l_fence=0 l_holder=''
    [ -d "$ledger" ] || return
    [ -w "$ledger" ] && [ -x "$ledger" ] || refuse failed " why=no permission to use $ledger"
    [ -s "$ledger/id" ] && [ -s "$ledger/database" ] || return
    read -r l_id <"$ledger/id"
    read -r l_database <"$ledger/database"
    l_fence=
    [ -s "$ledger/fence" ] && read -r l_fence l_holder <"$ledger/fence"
    case $l_fence in '' | *[!0-9]*) refuse failed " why=$ledger/fence is damaged" ;; esac
}

# Under the lock: refuses another database, a holder that does not succeed the last one, and a lower fencing token;
# records a higher one.
guard() {
    [ "$l_database" = "$database" ] || refuse other-database " stored=$l_database"
    case $l_holder in
        '' | "$holder" | "$follows") ;;
        *) refuse overtaken " stored=$l_fence holder=$l_holder" ;;
    esac
    [ "$fence" -ge "$l_fence" ] || refuse fenced-off " stored=$l_fence"
    [ "$fence" -eq "$l_fence" ] && [ "$holder" = "$l_holder" ] && return
    why=$(put "$ledger/fence" "$fence $holder" 2>&1) || failed "$why"
}

# All checks of start, follow, stop and release.
enter() {
    load
    [ -n "$l_id" ] || refuse other-ledger ' stored='
    lock
    load
    [ "$l_database" = "$database" ] || refuse other-database " stored=$l_database"
    [ "$l_id" = "$wanted" ] || refuse other-ledger " stored=$l_id"
    guard
}

ledger_report() {
    machine=
    [ -r /etc/machine-id ] && read -r machine </etc/machine-id
    printf ' result=ok ledger=%s database=%s fence=%s boot=%s machine=%s' \
        "$l_id" "$l_database" "$l_fence" "$boot" "$machine"
}

# Live processes of the attempt, by what no other user can claim: those that the kernel has in its unit's control group
# (in its session, if it has no unit), those of this user alone that have its mark, and what any of them has started.
find_members() {
    earlier=$kept members='' kept='' my_ids=$(ids_of self)
    # One that was found before still is a member, although its parent may have ended since.
    for one in $earlier; do
        entry=/proc/${one%%:*}
        process "${one%%:*}" && [ "$p_start" = "${one#*:}" ] && add_member
    done
    if is_systemd; then find_in_group; else find_in_session; fi
    read -r mark 2>/dev/null <"$attempt/mark" || mark=$unit
    for entry in $(grep -lsF "OLUPGRADE_ATTEMPT=$mark" /proc/[0-9]*/environ); do
        is_ours && add_member
    done
    add_children
}

# What a member has started, as whoever: `su` leads its command out of the control group.
add_children() {
    [ -n "$members" ] || return
    before=
    while [ "$before" != "$members" ]; do
        before=$members
        for entry in /proc/[0-9]*; do
            case "$members " in *" ${entry#/proc/} "*) continue ;; esac
            process "${entry#/proc/}" || continue
            case "$members " in *" $p_parent "*) add_member ;; esac
        done
    done
}

find_in_group() {
    find_group
    for entry in $(grep -lsF "/$unit.service" /proc/[0-9]*/cgroup); do
        in_group "$entry" && add_member
    done
}

find_in_session() {
    read -r r_pid r_start 2>/dev/null <"$attempt/process" && [ -n "$r_pid" ] || return
    process "$r_pid" && [ "$p_start" != "$r_start" ] && return
    for entry in /proc/[0-9]*; do
        process "${entry#/proc/}" && [ "$p_session" = "$r_pid" ] && is_ours && add_member
    done
}

# A program with the set-user-ID bit is its owner's only in part, and its environment is its caller's.
is_ours() {
    pid=${entry#/proc/}
    [ "$(ids_of "${pid%%/*}")" = "$my_ids" ]
}

add_member() {
    pid=${entry#/proc/}
    pid=${pid%%/*}
    case "$members " in *" $pid "*) return ;; esac
    process "$pid" && [ "$p_state" != Z ] && members="$members $pid" kept="$kept $pid:$p_start"
}

# The control group of the attempt's unit. A user's own systemd may run a unit of the same name, in another place.
find_group() {
    group=
    while IFS=: read -r _ _ path; do
        case $path in */init.scope) group=${path%/init.scope} ;; esac
    done </proc/1/cgroup
    group=$group/system.slice/$unit.service
}

in_group() {
    while IFS=: read -r _ _ path; do
        case $path in "$group" | "$group"/*) return ;; esac
    done 2>/dev/null <"$1"
    return 1
}

runner_lives() {
    read -r r_pid r_start 2>/dev/null <"$attempt/process" && [ -n "$r_pid" ] || return 1
    process "$r_pid" && [ "$p_start" = "$r_start" ] && [ "$p_state" != Z ]
}

# Sets state, exit and bytes, in this order: the size of an ended attempt must include its last byte.
judge() {
    state=absent exit='' bytes=0
    [ -d "$attempt" ] && ! [ -e "$attempt/never" ] || return
    judge_state
    bytes=$(wc -c <"$attempt/output")
}

judge_state() {
    state=ended kept=''
    [ -s "$attempt/exit-code" ] && read -r exit <"$attempt/exit-code" && return
    state=interrupted
    read -r a_boot <"$attempt/boot-id"
    [ "$a_boot" = "$boot" ] || return
    state=running
    runner_lives && return
    find_members
    [ -n "$members" ] && return
    # It may have ended since the first check.
    state=ended
    [ -s "$attempt/exit-code" ] && read -r exit <"$attempt/exit-code" && return
    state=interrupted
}

attempt_report() {
    judge
    finish "$(ledger_report) state=$state exit=$exit bytes=$bytes"
}

# Under the lock. The caller acts on "absent", so the key is closed: a start that is still on its way (a stalled host, a
# slow network) must not begin afterwards.
settle() {
    judge
    [ "$state" = absent ] && [ "$l_id" = "$wanted" ] || return
    why=$(close_key 2>&1) || failed "$why"
}

take() {
    if ! [ -d "$ledger" ]; then
        why=$(mkdir -p "$ledger" 2>&1) || failed "$why"
        check_place
    fi
    load
    lock
    load
    if [ -z "$l_id" ]; then
        why=$(make_ledger 2>&1) || failed "$why"
        load
    fi
    guard
    expire
    post_notice
    finish "$(ledger_report)"
}

# Removes attempts that ended three months ago. Errors do not matter.
expire() {
    find "$ledger" -mindepth 2 -maxdepth 2 -path '*/attempts*' -mtime +90 -exec rm -rf {} + 2>/dev/null
    find "$ledger" -mindepth 1 -maxdepth 1 -name 'attempts.*' -empty -exec rmdir {} + 2>/dev/null
}

# Shows the notice to people who log in. If it cannot be written the work continues anyway. A new file: others must not
# lead it elsewhere by a link.
post_notice() {
    name_notice
    (
        umask 022 && mkdir -p "${notice%/*}" && rm -f "$notice" && set -C &&
            printf %s "$script" | base64 -d >"$notice"
    ) 2>/dev/null
}

name_notice() {
    case $named in
        /var/lib/olupgrade) notice=/etc/motd.d/olupgrade ;;
        *) notice=$ledger.notice ;;
    esac
}

release() {
    enter
    name_notice
    rm -f "$notice" 2>/dev/null
    finish "$(ledger_report)"
}

# Begins a new ledger on the host and sets the old attempts aside, so that no old key is taken for a new one. The ID is
# removed first and written last: an interrupted call leaves a ledger that nobody can use until it is adopted again.
adopt() {
    [ -d "$ledger" ] || take
    lock
    load
    for attempt in "$ledger"/attempts/*; do
        [ -e "$attempt/script" ] || continue
        read -r unit <"$attempt/unit"
        judge_state
        [ "$state" = running ] && refuse busy " stored=${attempt##*/}"
    done
    why=$(set_aside 2>&1) || failed "$why"
    load
    expire
    post_notice
    finish "$(ledger_report)"
}

set_aside() {
    rm -f "$ledger/id" || return
    [ ! -d "$ledger/attempts" ] || mv "$ledger/attempts" "$ledger/attempts.${l_id:-lost}.$$" || return
    put "$ledger/database" "$database" && put "$ledger/fence" "$fence $holder" && make_ledger
}

# The ID is written last: a ledger with an ID is complete. What an earlier, interrupted call wrote is kept.
make_ledger() {
    [ -s "$ledger/database" ] || put "$ledger/database" "$database" || return
    [ -s "$ledger/fence" ] || put "$ledger/fence" 0 || return
    [ -s "$ledger/id" ] || put "$ledger/id" "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
}

look() {
    load
    [ -n "$l_id" ] || attempt_report
    lock
    load
    guard
    settle
    attempt_report
}

close_key() {
    [ -e "$attempt/never" ] && return
    new=$ledger/attempts/.new.$$
    rm -rf "$new"
    mkdir -p "$new" && : >"$new/never" && sync "$new" && mv "$new" "$attempt" && sync "$ledger/attempts" && return
    rm -rf "$new"
    return 1
}

# A separate script in the attempt's folder, because it outlives this one. Its variables share a namespace with the
# values, hence the prefix.
runner() {
    cat <<'RUNNER'
olupgrade_nl='
'
olupgrade_dir=$1
umask 022
olupgrade_values=$(timeout 30 sed '/^\.$/q' "$olupgrade_dir/values")
case $olupgrade_values in . | *"$olupgrade_nl". ) ;; *) exit 1 ;; esac
while [ "$olupgrade_values" != . ]; do
    olupgrade_line=${olupgrade_values%%"$olupgrade_nl"*}
    olupgrade_values=${olupgrade_values#*"$olupgrade_nl"}
    olupgrade_value=$(printf %s "${olupgrade_line#* }" | base64 -d; printf .)
    export "${olupgrade_line%% *}=${olupgrade_value%.}"
done
IFS= read -r olupgrade_line <"/proc/$$/stat"
set -- ${olupgrade_line##*) }
# Not from the unit's settings, which every user may read.
IFS= read -r OLUPGRADE_ATTEMPT <"$olupgrade_dir/mark" && export OLUPGRADE_ATTEMPT
# Written in place, so that a disk that is full by now cannot prevent it.
printf '%-40s\n' "$$ ${20}" 1<>"$olupgrade_dir/process" || exit 1
sh "$olupgrade_dir/script" </dev/null >>"$olupgrade_dir/output" 2>&1
olupgrade_code=$?
# What it left running in its session ends with it, whether there is a unit to end it or not.
olupgrade_find_left() {
    olupgrade_left=
    for olupgrade_entry in /proc/[0-9]*; do
        olupgrade_last=
        while IFS= read -r olupgrade_line; do olupgrade_last=$olupgrade_line; done 2>/dev/null <"$olupgrade_entry/stat" ||
            continue
        set -- ${olupgrade_last##*) }
        [ "${4:-}" = "$$" ] && [ "$1" != Z ] && [ "${olupgrade_entry#/proc/}" != "$$" ] &&
            olupgrade_left="$olupgrade_left ${olupgrade_entry#/proc/}"
    done
}
olupgrade_find_left
[ -z "$olupgrade_left" ] || printf '%s\n' \
    'OlUpgrade: what the script left in the background ends with it. Start what shall stay as a unit (systemd-run).' \
    >>"$olupgrade_dir/output"
olupgrade_tries=0
while [ -n "$olupgrade_left" ] && [ "$olupgrade_tries" -lt 75 ]; do
    [ "$olupgrade_tries" -gt 0 ] || kill -TERM $olupgrade_left 2>/dev/null
    [ "$olupgrade_tries" -lt 50 ] || kill -KILL $olupgrade_left 2>/dev/null
    sleep 0.2
    olupgrade_tries=$((olupgrade_tries + 1))
    olupgrade_find_left
done
[ -e "$olupgrade_dir/stopped" ] && exit
printf '%-10s\n' "$olupgrade_code" 1<>"$olupgrade_dir/exit-code.new"
sync "$olupgrade_dir/output" "$olupgrade_dir/exit-code.new"
mv "$olupgrade_dir/exit-code.new" "$olupgrade_dir/exit-code"
sync "$olupgrade_dir"
RUNNER
}

# Starts few processes, because they are most of the cost of a short command. The shell itself writes the small files;
# it cannot say why a write failed, but `written` can.
make_attempt() {
    set -- "$ledger"/attempts/.new.*
    [ -e "$1" ] && rm -rf "$@"
    [ -d "$ledger/attempts" ] || mkdir -p "$ledger/attempts" || return
    mkdir "$new" &&
        printf %s "$script" | base64 -d >"$new/script" &&
        runner >"$new/runner" &&
        date -u +%Y-%m-%dT%H:%M:%SZ >"$new/started" &&
        written boot-id '%s\n' "$boot" &&
        written fence '%s\n' "$fence" &&
        written unit '%s\n' "$unit" &&
        written process '%-40s\n' '' &&
        read -r mark </proc/sys/kernel/random/uuid && written mark '%s\n' "$unit.$mark" &&
        written exit-code.new '%-10s\n' '' &&
        : >"$new/output" && sync "$new"/* && mkfifo -m 600 "$new/values" && sync "$new" &&
        mv "$new" "$attempt" && sync "$ledger/attempts"
}

# FILE FORMAT WORD. On failure through cat, because cat reports a full disk.
written() {
    # shellcheck disable=SC2059
    printf "$2" "$3" 2>/dev/null >"$new/$1" || printf "$2" "$3" | cat >"$new/$1"
}

is_systemd() {
    [ -d /run/systemd/system ] && [ -O /proc/1 ]
}

# Starts the runner detached from the connection, and passes it the values through a pipe, never through a file.
launch() {
    exec 7<>"$attempt/values"
    (printf '%s.\n' "$values" >&7) </dev/null >/dev/null 2>&1 8>&- &
    feeder=$!
    why='the runner did not begin'
    find_user
    cd /
    set -- "PATH=$scripts_path" "HOME=$user_home" "USER=$user_name" "LOGNAME=$user_name" LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive sh "$attempt/runner" "$attempt"
    if is_systemd; then
        why=$(timeout 20 systemd-run --quiet --collect --unit="$unit" --description="OlUpgrade ${attempt##*/}" \
            --slice=system.slice --service-type=exec --property=KillMode=control-group --property=TimeoutStopSec=10 \
            env -i "$@" 2>&1 7>&- 8>&-) || tries=2000
    else
        setsid env -i "$@" </dev/null >/dev/null 2>&1 7>&- 8>&- &
    fi
    until runner_began; do
        tries=$((tries + 1))
        [ "$tries" -lt 2000 ] || break
        sleep 0.01
    done
    kill "$feeder" 2>/dev/null
    exec 7>&-
    rm -f "$attempt/values"
    runner_began
}

runner_began() {
    read -r r_pid r_start <"$attempt/process" && [ -n "$r_pid" ]
}

start() {
    enter
    there=yes
    [ -e "$attempt/never" ] && refuse closed
    if [ -d "$attempt" ]; then
        # A restored database would use an old key for a new command, and take the end of the old one for its own.
        [ "$(base64 -w 0 "$attempt/script")" = "$script" ] || refuse other-script
    else
        there=no tries=0 new=$ledger/attempts/.new.$$
        why=$(make_attempt 2>&1) || { rm -rf "$attempt"; failed "$why"; }
        launch || abandon
    fi
    finish "$(ledger_report) there=$there"
}

# The runner writes its name before the script begins: if it has ended without a name, nothing began.
abandon() {
    is_systemd && timeout 15 systemctl stop "$unit.service" 2>/dev/null
    kill_all 0
    runner_began && return
    rm -rf "$attempt"
    failed "$why"
}

follow() {
    enter
    unlock
    at=$number quiet=0 brief=10
    while :; do
        judge
        if [ $((bytes - at)) -gt 4194304 ]; then
            # The client receives whatever is sent, even if it reads little of it: send large output in pieces.
            tail -c "+$((at + 1))" "$attempt/output" | head -c 4194304 || exit 91
            at=$((at + 4194304)) quiet=0
            sleep 0.2
        elif [ "$bytes" -gt "$at" ]; then
            tail -c "+$((at + 1))" "$attempt/output" | head -c $((bytes - at)) || exit 91
            at=$bytes quiet=0
        elif [ "$state" = running ] && [ "$brief" -gt 0 ]; then
            # Most commands are short: check more often at first.
            sleep 0.02
            brief=$((brief - 1))
        elif [ "$state" = running ]; then
            sleep 0.2
            quiet=$((quiet + 1))
            # The sign of life shows the client that the connection is alive, and fails here if the client is gone.
            [ $((quiet % beat)) -eq 0 ] && printf 'olupgrade-alive\n' >&2
        else
            finish "$(ledger_report) state=$state exit=$exit bytes=$bytes"
        fi
    done
}

stop() {
    enter
    settle
    running=$state
    # An exit code that the stop itself causes means nothing: the mark keeps it from being recorded.
    [ "$running" = running ] && : >"$attempt/stopped"
    unlock
    [ "$running" = running ] && kill_all "$number"
    attempt_report
}

# TERM, then KILL after the given number of seconds, until no process is left.
kill_all() {
    find_members
    # shellcheck disable=SC2086
    [ -n "$members" ] && kill -TERM $members 2>/dev/null
    left=$(($1 * 5))
    while [ -n "$members" ] && [ "$left" -gt 0 ]; do
        sleep 0.2
        left=$((left - 1))
        find_members
    done
    left=25
    while [ -n "$members" ] && [ "$left" -gt 0 ]; do
        # shellcheck disable=SC2086
        kill -KILL $members 2>/dev/null
        sleep 0.2
        left=$((left - 1))
        find_members
    done
}

# Runs a question in the same environment as an attempt, and with its values; it cannot outlive its deadline. The values
# come through a pipe: they may be neither on a command line nor in a file.
ask() {
    text=$(printf %s "$script" | base64 -d; printf .)
    find_user
    umask 022
    cd /
    set -- "PATH=$scripts_path" "HOME=$user_home" "USER=$user_name" "LOGNAME=$user_name" LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive timeout -k 5 "$number" sh -c
    [ -n "$values" ] || exec env -i "$@" "${text%.}" sh </dev/null
    # shellcheck disable=SC2016
    printf %s "$values" | env -i "$@" '
        olupgrade_nl="
"
        olupgrade_values=$(cat; printf .)
        while [ "$olupgrade_values" != . ]; do
            olupgrade_line=${olupgrade_values%%"$olupgrade_nl"*}
            olupgrade_values=${olupgrade_values#*"$olupgrade_nl"}
            olupgrade_value=$(printf %s "${olupgrade_line#* }" | base64 -d; printf .)
            export "${olupgrade_line%% *}=${olupgrade_value%.}"
        done
        exec sh -c "$1" sh </dev/null' sh "${text%.}"
    exit
}

verb=$1 named=${2%/} ledger=${2%/} attempt=${2%/}/attempts/$3 unit=$4 database=$5 fence=$6 holder=$7 follows=$8
shift 8
wanted=$1 number=$2 beat=$3 kept=
begin
read -r boot </proc/sys/kernel/random/boot_id || boot=
# A question needs none, and its answer says more about what is wrong with the host.
[ -n "$boot" ] || [ "$verb" = ask ] || refuse failed ' why=the boot ID cannot be read'
read_frame
[ "$verb" = ask ] || check_place
case $verb in
    ask | take | adopt | release | start | look | follow | stop) "$verb" ;;
    *) refuse failed " why=unknown verb $verb" ;;
esac
