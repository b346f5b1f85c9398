# shellcheck shell=bash
# One client key, one key for each host, and OpenSSH's settings to use and check them. New for each lab.

make_keys() {
  local host
  mkdir -p "$LAB_RUN/host-keys"
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$LAB_RUN/id_ed25519"
  for host in "${LAB_HOSTS[@]}"; do
    ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$LAB_RUN/host-keys/$host"
    echo "$host,$(address_of "$host") $(cut -d' ' -f1,2 "$LAB_RUN/host-keys/$host.pub")"
  done >"$LAB_RUN/known_hosts"
  print_ssh_config >"$LAB_RUN/ssh_config"
}

print_ssh_config() {
  local host
  for host in "${LAB_HOSTS[@]}"; do
    printf 'Host %s\n  HostName %s\n' "$host" "$(address_of "$host")"
  done
  cat <<CONFIG
Host *
  User root
  IdentityFile $LAB_RUN/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile $LAB_RUN/known_hosts
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 5
  ServerAliveInterval 2
  ServerAliveCountMax 3
  LogLevel ERROR
CONFIG
}

on_host_by_ssh() {
  local target=${1:?which host}
  shift
  known_host "${target#*@}" >/dev/null
  in_network ssh -F "$LAB_RUN/ssh_config" "$target" "$@"
}
