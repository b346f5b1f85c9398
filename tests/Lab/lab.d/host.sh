# shellcheck shell=bash
# What is different for each host: name, address, keys, machine ID, and the services of its role.

# The units that this host runs, besides its containers if the lab has Docker.
services_of() {
  case $1 in
    ol-dev | ol-web*) echo lab-status nginx memcached ferm apparmor ;;
    ol-solr*) echo solr ferm apparmor ;;
    ol-covers) echo covers nginx lab-mounts ferm apparmor ;;
    ol-home) echo infobase lab-mounts ferm apparmor ;;
    ol-www0) echo haproxy lab-mounts fail2ban ferm apparmor ;;
  esac
}

make_host() {
  local host=$1 folder=$LAB_RUN/hosts/$1 upper=$LAB_RUN/hosts/$1/upper
  mkdir -p "$folder"/{work,root,docker,disk} "$upper"/{etc/ssh,root/.ssh,home/openlibrary/.ssh}
  echo normal >"$folder/mode"
  chmod 755 "$upper"
  chmod 700 "$upper/root" "$upper/root/.ssh" "$upper/home/openlibrary" "$upper/home/openlibrary/.ssh"
  name_host "$host" "$upper"
  install -m 600 "$LAB_RUN/host-keys/$host" "$upper/etc/ssh/ssh_host_ed25519_key"
  install -m 644 "$LAB_RUN/host-keys/$host.pub" "$upper/etc/ssh/ssh_host_ed25519_key.pub"
  install -m 600 "$LAB_RUN/id_ed25519.pub" "$upper/root/.ssh/authorized_keys"
  install -m 600 "$LAB_RUN/id_ed25519.pub" "$upper/home/openlibrary/.ssh/authorized_keys"
  chown -R 1000:1000 "$upper/home/openlibrary"
  enable_services "$host" "$upper"
  [ -z "${LAB_DOCKER:-}" ] || [ ! -d "$LAB_DOCKER/containers/$host" ] || cp -a "$LAB_DOCKER/containers/$host/." "$folder/docker/"
}

name_host() {
  local host=$1 upper=$2 other
  echo "$host" >"$upper/etc/hostname"
  printf '%s' "$LAB_NAME/$host" | md5sum | cut -c1-32 >"$upper/etc/machine-id"
  printf 'ADDRESS=%s\nGATEWAY=%s.1\n' "$(address_of "$host")" "$LAB_SUBNET" >"$upper/etc/lab-net"
  {
    echo '127.0.0.1 localhost'
    for other in "${LAB_HOSTS[@]}"; do echo "$(address_of "$other") $other"; done
  } >"$upper/etc/hosts"
}

enable_services() {
  local host=$1 upper=$2 unit wants=$2/etc/systemd/system/multi-user.target.wants
  mkdir -p "$wants"
  for unit in $(services_of "$host"); do
    if [ -e "$(base_of)/etc/systemd/system/$unit.service" ]; then
      ln -sf "/etc/systemd/system/$unit.service" "$wants/"
    else
      ln -sf "/lib/systemd/system/$unit.service" "$wants/"
    fi
  done
  if [ "$host" = ol-covers ]; then
    mkdir -p "$upper/etc/nginx/sites-enabled"
    ln -sf ../sites-available/covers "$upper/etc/nginx/sites-enabled/default"
  fi
}

# The host's PID 1 as this machine sees it: the process of its group that is PID 1 two namespaces down.
leader_of() {
  # Some processes end before they are read.
  pids_in_group "$1" | sed 's|.*|/proc/&/status|' | { xargs -r cat 2>/dev/null || true; } | awk '
    /^State:/ {alive = $2 != "Z"}
    /^Pid:/ {pid = $2}
    /^NSpid:/ && NF == 4 && $4 == 1 && alive {first = pid}
    END {if (first) print first; exit !first}'
}

# Runs a command in the host without its network.
in_host() {
  local host leader
  host=$(known_host "${1:-}")
  shift
  leader=$(leader_of "$host") || die "$host is off"
  (
    entered=$BASHPID
    keep_going "$entered" </dev/null >/dev/null 2>&1 9>&- &
    exec nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup -- "$@"
  )
}

# A host that goes down stops all its processes for a moment before it kills them. nsenter then stops itself along with
# its child, and nothing would resume it: its zombie would keep the host's PID 1 from exiting and the host from booting.
keep_going() {
  while sleep 1 && kill -CONT "$1"; do :; done
}
