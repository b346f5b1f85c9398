# shellcheck shell=bash
# The power supply of one host: it restarts the container when the host reboots, and carries out the current fault. It
# is the init of a PID namespace, so when it dies, for whatever reason, everything of its host dies with it. (nspawn
# alone would not do: when killed, it leaves the container's PID 1 running.)

start_supervisor() {
  OLUPGRADE_LAB=$LAB_NAME OLUPGRADE_LAB_RUN=${LAB_RUN%/*} LAB_OF=$LAB_RUN LAB_IMAGE=$LAB_IMAGE \
    LAB_DOCKER=${LAB_DOCKER:-} \
    nsenter --net="$(network_file)" -- setsid -f "$LAB_HERE/lab" __supervise "$1" </dev/null >"$LAB_RUN/hosts/$1/supervisor.log" 2>&1 9>&-
}

supervise() {
  echo $$ >"$LAB_RUN/hosts/$1/supervisor.pid"
  join_group "$1"
  # Its mounts, including the host's root, are visible only to it and vanish with it.
  exec unshare --mount --propagation private --pid --fork --kill-child=KILL --mount-proc -- "$LAB_HERE/lab" __life "$1"
}

event() { echo "$(date +%s.%3N) $2" >>"$LAB_RUN/hosts/$1/events"; }

print_events() {
  local host
  host=$(known_host "${1:-}")
  cat "$LAB_RUN/hosts/$host/events"
}

live() {
  local host=$1 folder=$LAB_RUN/hosts/$1 starts=0 code
  mkdir -p /run/systemd/nspawn
  mount -t tmpfs -o mode=755,size=8m lab /run/systemd/nspawn
  mount_disks "$host" "$folder" "$(cat "$LAB_RUN/disk")"
  while :; do
    starts=$((starts + 1))
    echo "$starts" >"$folder/starts"
    event "$host" "start $starts"
    code=0
    run_container "$host" "$folder" || code=$?
    kill -9 -1 2>/dev/null || true
    event "$host" "end $code $(cat "$folder/mode")"
    after_end "$host" "$folder" "$code"
  done
}

# A small disk for the fault "full-disk". If a size was given, the host's root is on it too.
mount_disks() {
  local host=$1 folder=$2 size=$3 on=$2
  mount -t tmpfs -o "mode=755,size=${size:-48m}" lab "$folder/disk"
  if [ -n "$size" ]; then
    on=$folder/disk
    mkdir "$on/work"
    cp -a "$folder/upper" "$on/upper"
  fi
  mount -t overlay "lab-$host" "$folder/root" -o \
    "lowerdir=${LAB_DOCKER:+$LAB_DOCKER/upper:}$(base_of),upperdir=$on/upper,workdir=$on/work"
}

run_container() {
  local host=$1 folder=$2 options=()
  # A link left behind by an abrupt end would make the next start fail.
  ip link del "vb-$host" 2>/dev/null || true
  if [ -n "${LAB_DOCKER:-}" ]; then
    # Docker inside needs its own file system, the keyring calls, and one undivided cgroup tree.
    options=(--system-call-filter="@keyring bpf" --bind="$folder/docker:/var/lib/docker")
    export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
  fi
  [ -e "$folder/cut" ] && cut_when_up "$host" &
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --settings=no --directory="$folder/root" --boot \
    --machine="$host" --uuid="$(cat "$folder/upper/etc/machine-id")" --register=no --keep-unit \
    --network-bridge=lab0 --resolv-conf=off --timezone=off --link-journal=no --console=read-only \
    --bind="$LAB_RUN/shared:/srv/shared" --bind-ro="$LAB_RUN/shared/apt:/srv/apt" \
    --bind="$folder/disk:/srv/disk" "${options[@]}" \
    </dev/null >>"$folder/console.log" 2>&1
}

cut_when_up() {
  local tries
  for tries in $(seq 100); do
    ip link set "vb-$1" down 2>/dev/null && return
    sleep 0.05
  done
}

# nspawn exits with 133 when the host reboots; anything else is power off, unless the fault says otherwise.
after_end() {
  local host=$1 folder=$2 code=$3 mode
  mode=$(cat "$folder/mode")
  if [ -e "$folder/crashed" ]; then
    rm -f "$folder/crashed"
    code=133
  fi
  case $code:$mode in
    133:normal) return ;;
    133:slow=*)
      sleep "${mode#slow=}"
      return
      ;;
  esac
  event "$host" 'stays off'
  : >"$folder/off"
  until [ -e "$folder/power" ]; do sleep 0.1; done
  rm -f "$folder/power" "$folder/off"
}
