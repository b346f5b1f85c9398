# shellcheck shell=bash
# Each lab has a network namespace of its own, so that labs with the same addresses live side by side and nothing
# of them reaches the machine's network.

network_name() { echo "olup-$LAB_NAME"; }

network_file() { echo "/run/netns/$(network_name)"; }

# `ip netns exec` would mount /sys anew and hide the cgroups; nsenter changes the network alone.
in_network() {
  [ -e "$(network_file)" ] || die "the lab \"$LAB_NAME\" is down"
  exec nsenter --net="$(network_file)" -- "$@"
}

net() { nsenter --net="$(network_file)" -- "$@"; }

make_network() {
  ip netns add "$(network_name)"
  net ip link set lo up
  net ip link add lab0 type bridge stp_state 0 forward_delay 0
  net ip addr add "$LAB_SUBNET.1/24" dev lab0
  net ip link set lab0 up
}

remove_network() {
  [ -e "$(network_file)" ] || return 0
  ip netns del "$(network_name)" || return 0
  # The first `ip netns add` leaves a mount on the folder itself.
  [ -z "$(ls -A /run/netns)" ] && umount /run/netns 2>/dev/null && rmdir /run/netns
  return 0
}
