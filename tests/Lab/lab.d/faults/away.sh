# shellcheck shell=bash
# Faults that make the host unreachable: without power, without network, or frozen.

# Off until it is started again.
fault_power_cut() { cut_power "$1"; }

cure_power_cut() { start_host "$1"; }

start_host() {
  local host tries
  host=$(known_host "${1:-}")
  for tries in $(seq 100); do
    [ -e "$LAB_RUN/hosts/$host/off" ] && break
    sleep 0.1
  done
  [ -e "$LAB_RUN/hosts/$host/off" ] || die "$host is not off"
  : >"$LAB_RUN/hosts/$host/power"
}

# Off, and at once on again, by itself.
fault_crash() {
  : >"$LAB_RUN/hosts/$1/crashed"
  cut_power "$1"
}

# The link goes first: otherwise the dying host would close its connections, which a power cut never does.
cut_power() {
  local leader
  leader=$(leader_of "$1") || die "$1 is off"
  net ip link set "vb-$1" down
  kill -9 "$leader"
}

# Lasts over reboots.
fault_network_cut() {
  : >"$LAB_RUN/hosts/$1/cut"
  net ip link set "vb-$1" down
}

cure_network_cut() {
  rm -f "$LAB_RUN/hosts/$1/cut"
  net ip link set "vb-$1" up
}

# Connections are accepted, but nothing answers.
fault_hang() { freeze "$1"; }

cure_hang() { thaw "$1"; }
