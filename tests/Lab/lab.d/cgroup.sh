# shellcheck shell=bash
# Each host has its own control group, through which all its processes are found and frozen. On a machine with the old
# divided hierarchies the group is created in each one that matters; the hosts themselves do not use the freezer's.

lab_group() { echo "olup${LAB_RUN//\//-}"; }

hierarchies() {
  if [ -d /sys/fs/cgroup/freezer ]; then echo systemd unified freezer pids; else echo .; fi
}

freezer_of() {
  local tree=/sys/fs/cgroup
  [ ! -d "$tree/freezer" ] || tree=$tree/freezer
  echo "$tree/$(lab_group)/$1"
}

# Moves this shell into the host's group.
join_group() {
  local tree folder
  for tree in $(hierarchies); do
    [ -d "/sys/fs/cgroup/$tree" ] || continue
    folder=/sys/fs/cgroup/$tree/$(lab_group)/$1
    mkdir -p "$folder"
    echo "$BASHPID" >"$folder/cgroup.procs"
  done
}

pids_in_group() {
  local folder
  folder=$(freezer_of "${1:-}")
  [ -d "$folder" ] || return 0
  { find "$folder" -name cgroup.procs -exec cat {} + 2>/dev/null || true; } | sort -un
}

freeze() { set_freezer "$1" FROZEN 1; }

thaw() { set_freezer "$1" THAWED 0; }

set_freezer() {
  local folder file
  folder=$(freezer_of "$1")
  [ -d "$folder" ] || return 0
  find "$folder" -name freezer.state | while read -r file; do echo "$2" >"$file"; done
  find "$folder" -name cgroup.freeze | while read -r file; do echo "$3" >"$file"; done
}

remove_groups() {
  local tree folder tries
  for tries in $(seq 20); do
    for tree in $(hierarchies); do
      folder=/sys/fs/cgroup/$tree/$(lab_group)
      [ -d "$folder" ] && find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null
    done
    groups_left || return 0
    sleep 0.1
  done
  return 1
}

groups_left() {
  local tree
  for tree in $(hierarchies); do
    [ -d "/sys/fs/cgroup/$tree/$(lab_group)" ] && return 0
  done
  return 1
}
