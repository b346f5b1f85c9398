# shellcheck shell=bash
# The layer with Docker, on top of the base, and each host's containers as they were made once: /var/lib/docker is
# copied from there, so that a lab is up in seconds and Docker brings the containers back as after any boot.

build_docker_layer() {
  local part=$LAB_CACHE/docker.part
  say 'building the Docker layer (about a quarter of a minute, once)'
  rm -rf --one-file-system "$part"
  mkdir -p "$part"/{upper,work,mnt}
  # In a mount namespace of its own, so that its mounts vanish with it even after kill -9.
  unshare --mount --propagation private -- "$BASH" -euc "$(declare -f install_docker); install_docker \"\$@\"" \
    docker "$part" "$(base_of)" "$LAB_CACHE/debs" "$(mirror)" "$LAB_HERE/site" >"$LAB_CACHE/docker.log" 2>&1 ||
    die "the Docker layer failed: see $LAB_CACHE/docker.log"
  rm -rf "${part:?}"/{work,mnt}
  mkdir "$part/containers"
  make_image "$part/image.tar"
  make_containers "$part"
  mv "$part" "$(docker_layer_of)"
}

install_docker() {
  local part=$1 base=$2 debs=$3 mirror=$4 site=$5 root=$1/mnt
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$part/upper,workdir=$part/work" "$root"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  echo "deb $mirror bookworm main" >"$root/etc/apt/sources.list"
  mount --bind "$debs" "$root/var/cache/apt/archives"
  mount -t proc proc "$root/proc"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  export DEBIAN_FRONTEND=noninteractive
  chroot "$root" apt-get -o Acquire::Check-Valid-Until=false -o Dir::Etc::sourceparts=- update
  chroot "$root" apt-get -o Dir::Etc::sourceparts=- install -y --no-install-recommends docker.io docker-compose iptables
  install -D -m 755 "$site/docker-compose" "$root/usr/libexec/docker/cli-plugins/docker-compose"
  rm -rf "$root/usr/sbin/policy-rc.d" "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/usr/share/{doc,man}/*
  : >"$root/etc/apt/sources.list"
  : >"$root/etc/resolv.conf"
  umount "$root/proc" "$root/var/cache/apt/archives"
}

# One small image for all services: busybox and the script that answers.
make_image() {
  local root tool
  root=$(mktemp -d)
  mkdir -p "$root"/{bin,tmp,www,etc}
  cp "$(base_of)/bin/busybox" "$root/bin/busybox" 2>/dev/null || cp "$(base_of)/usr/bin/busybox" "$root/bin/busybox"
  for tool in sh httpd cat echo mkdir sleep true false; do ln -s busybox "$root/bin/$tool"; done
  install -m 755 "$LAB_HERE/site/image/serve" "$root/bin/serve"
  tar -C "$root" --owner=0 --group=0 -cf "$1" .
  rm -rf "$root"
}

# Starts a lab of its own, makes every host's containers in it, keeps their Docker folders.
make_containers() {
  local part=$1 host
  say 'making the containers of the eight hosts (about half a minute, once)'
  (
    LAB_NAME=build-$$ LAB_RUN=${LAB_RUN%/*}/build-$$ LAB_DOCKER=$part
    trap 'lab_down >/dev/null' EXIT
    start_lab "$$" "${LAB_HOSTS[@]}" >/dev/null
    cp "$part/image.tar" "$LAB_RUN/shared/"
    for host in "${LAB_HOSTS[@]}"; do
      first_up "$host" >>"$LAB_CACHE/docker.log" 2>&1 || die "$host: its containers could not be made: see $LAB_CACHE/docker.log"
    done
    for host in "${LAB_HOSTS[@]}"; do
      in_host "$host" systemctl stop docker.socket docker containerd
      cp -a "$LAB_RUN/hosts/$host/docker" "$part/containers/$host"
    done
  )
}

first_up() {
  in_host "$1" sh -eus <<'SCRIPT'
for try in $(seq 100); do docker info >/dev/null 2>&1 && break; sleep 0.1; done
for tag in latest next; do
  docker import --change 'CMD ["/bin/serve"]' --change "LABEL version=$tag" /srv/shared/image.tar "openlibrary/olbase:$tag" </dev/null
done
lab-containers
docker ps --format '{{.Names}} {{.Status}}'
SCRIPT
}
