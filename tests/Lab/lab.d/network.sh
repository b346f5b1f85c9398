# shellcheck shell=bash
# Each lab has its own network namespace, so that labs with the same addresses can run side by side and nothing reaches
# the machine's network. A file in the lab's folder keeps it, not one in /run/netns.

network_file() { echo "$LAB_RUN/network"; }

network_is_there() { [ "$(stat --file-system --format %T "$(network_file)" 2>/dev/null)" = nsfs ]; }

# `ip netns exec` would mount a new /sys and hide the cgroups; nsenter changes only the network.
in_network() {
  network_is_there || die "the lab \"$LAB_NAME\" is down"
  exec nsenter --net="$(network_file)" -- "$@"
}

net() { nsenter --net="$(network_file)" -- "$@"; }

make_network() {
  : >"$(network_file)"
  unshare --net="$(network_file)" -- ip link set lo up
  net ip link add lab0 type bridge stp_state 0 forward_delay 0
  net ip addr add "$LAB_SUBNET.1/24" dev lab0
  net ip link set lab0 up
}
