# shellcheck shell=bash
# The life of a lab, from up to down. Down must work whatever was killed before, at any point.

lab_up() {
  local hosts=() owner='' docker=yes begun
  begun=$(date +%s%N)
  while [ $# -gt 0 ]; do
    case $1 in
      --no-docker) docker=no ;;
      --owner)
        owner=${2:?whose PID}
        shift
        ;;
      *)
        known_host "$1" >/dev/null
        hosts+=("$1")
        ;;
    esac
    shift
  done
  [ ${#hosts[@]} -gt 0 ] || hosts=("${LAB_HOSTS[@]}")
  if [ "$docker" = yes ]; then build_all; else build_all --no-docker; fi
  LAB_DOCKER=
  [ "$docker" = no ] || LAB_DOCKER=$(docker_layer_of)
  start_lab "$owner" "${hosts[@]}"
  printf 'lab "%s": %d hosts up in %s s\n' "$LAB_NAME" "${#hosts[@]}" \
    "$(awk -v ns=$(($(date +%s%N) - begun)) 'BEGIN {printf "%.1f", ns / 1e9}')"
}

start_lab() {
  local owner=$1 host bad=0
  shift
  mkdir -p "${LAB_RUN%/*}"
  # Atomic: only one of two labs with the same name can do it.
  mkdir "$LAB_RUN" 2>/dev/null || die "the lab \"$LAB_NAME\" is up, or was left behind: run \`lab down\` first"
  echo $$ >"$LAB_RUN/up.pid"
  echo "${OLUPGRADE_LAB_DISK:-}" >"$LAB_RUN/disk"
  mkdir -p "$LAB_RUN"/{hosts,shared/apt}
  raise_inotify
  [ -z "$owner" ] || start_watch "$owner"
  make_keys
  make_network
  publish_package ol-dummy 1.0
  for host in "$@"; do
    make_host "$host"
    start_supervisor "$host"
  done
  for host in "$@"; do await_host "$host" || bad=1; done
  rm -f "$LAB_RUN/up.pid"
  [ "$bad" = 0 ] || die 'not all hosts came up; run "lab down" to remove them'
}

# A host is up when it answers and has started everything that its role needs.
await_host() {
  local host=$1 tries state
  for tries in $(seq 600); do
    state=$(net ssh -F "$LAB_RUN/ssh_config" -o ConnectTimeout=1 "$host" systemctl is-system-running 2>/dev/null) || true
    case $state in
      running | degraded)
        [ "$state" = running ] || say "$host is up, but these failed: $(failed_units "$host")"
        return
        ;;
    esac
    sleep 0.1
  done
  say "$host did not come up in a minute: see $LAB_RUN/hosts/$host/console.log"
  return 1
}

failed_units() { in_host "$1" systemctl --failed --plain --no-legend | cut -d' ' -f1 | tr '\n' ' '; }

# Takes the lab down when its owner is gone, however it ended.
start_watch() {
  OLUPGRADE_LAB=$LAB_NAME OLUPGRADE_LAB_RUN=${LAB_RUN%/*} \
    setsid -f "$LAB_HERE/lab" __watch "$1" </dev/null >/dev/null 2>&1 8<&- 9>&-
}

# The folder in /proc identifies the owner even if another process gets its PID.
watch_owner() {
  echo $$ >"$LAB_RUN/watch.pid"
  cd "/proc/$1" 2>/dev/null || cd "$LAB_RUN" || return
  while [ -e stat ] && is_watched; do sleep 0.5; done
  cd / || return
  if is_watched; then lab_down; fi
}

# False if the lab went down, and perhaps another of the same name came up.
is_watched() { [ "$(cat "$LAB_RUN/watch.pid" 2>/dev/null)" = $$ ]; }

lab_down() {
  kill_up
  # A frozen process does not die until it is thawed.
  thaw ''
  kill_all_of_lab
  umount_below "$LAB_RUN"
  remove_groups || say 'control groups are left behind'
  rm -rf --one-file-system "$LAB_RUN"
  leftovers
}

# An `up` that still runs would start more hosts.
kill_up() {
  local pid
  pid=$(cat "$LAB_RUN/up.pid" 2>/dev/null) || return 0
  [ "$pid" != $$ ] || return 0
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qE '/lab (up|build)( |$)'; then kill -9 "$pid" || true; fi
}

# No process must be found twice in a row: the first time, a supervisor may just be joining its group.
kill_all_of_lab() {
  local tries pids none=0
  for tries in $(seq 100); do
    pids=$(pids_of_lab)
    if [ -z "$pids" ]; then none=$((none + 1)); else none=0; fi
    [ "$none" -lt 2 ] || return 0
    # shellcheck disable=SC2086
    [ -z "$pids" ] || kill -9 $pids 2>/dev/null || true
    sleep 0.05
  done
}

pids_of_lab() {
  {
    pids_in_group ''
    grep -lzx "LAB_OF=$LAB_RUN" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true
  } | sort -un
}

umount_below() {
  local at
  awk -v below="$1/" 'index($5, below) == 1 {print $5}' /proc/self/mountinfo | sort -r |
    while read -r at; do umount -l "$at"; done
}

leftovers() {
  local bad=0
  left() { echo "left behind: $1"; bad=1; }
  [ ! -e "$LAB_RUN" ] || left "the folder $LAB_RUN"
  [ -z "$(pids_of_lab)" ] || left "processes $(pids_of_lab | tr '\n' ' ')"
  ! groups_left || left 'control groups'
  ! grep -qF " $LAB_RUN/" /proc/self/mountinfo || left 'mounts'
  [ "$bad" = 1 ] || echo "lab \"$LAB_NAME\": nothing is left behind"
  return "$bad"
}

status() {
  local host folder leader
  [ -d "$LAB_RUN/hosts" ] || { echo "lab \"$LAB_NAME\" is down"; return; }
  for host in "${LAB_HOSTS[@]}"; do
    folder=$LAB_RUN/hosts/$host
    [ -d "$folder" ] || continue
    leader=$(leader_of "$host") || leader=
    printf '%-10s %-11s %-3s starts=%s mode=%s%s%s\n' "$host" "$(address_of "$host")" \
      "$([ -n "$leader" ] && echo on || echo off)" "$(cat "$folder/starts" 2>/dev/null)" "$(cat "$folder/mode")" \
      "$([ -e "$folder/cut" ] && echo ' network cut')" \
      "$([ -z "$leader" ] || echo " boot=$(nsenter -t "$leader" -m -- cat /proc/sys/kernel/random/boot_id 2>/dev/null)")"
  done
}
