# shellcheck shell=bash
# The read-only lower layer of every host: Debian with the services that the roles need, and what is in site/root.

BASE_PACKAGES=systemd,systemd-sysv,libpam-systemd,dbus,openssh-server,iproute2,procps,sudo,python3,git,ca-certificates,curl,cron,nginx-light,memcached,haproxy,openssl,busybox-static

# Timers and units that have nothing to do in a lab and would disturb it.
BASE_MASKED='apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
  dpkg-db-backup.timer systemd-networkd-wait-online.service systemd-pstore.service remote-fs.target
  systemd-hwdb-update.service console-getty.service getty.target systemd-firstboot.service'

base_of() { echo "$LAB_IMAGE/base"; }

docker_layer_of() { echo "$LAB_IMAGE/docker"; }

# Names what the images are made from: another recipe makes other images.
recipe() {
  cat "$LAB_HERE"/lab.d/{base,docker}.sh <(cd "$LAB_HERE/site" && find . -type f -print -exec cat {} + | LC_ALL=C sort -s) |
    sha256sum | cut -c1-12
}

# debian's mirror as this machine has it
mirror() {
  awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null | grep . ||
    awk '/^deb / {print $2; exit}' /etc/apt/sources.list
}

build_all() {
  local docker=yes
  [ "${1:-}" = --no-docker ] && docker=no
  mkdir -p "$LAB_CACHE/debs"
  # One builder at a time; whoever waited finds it built.
  exec 9>"$LAB_CACHE/lock"
  flock 9
  LAB_IMAGE=$LAB_CACHE/image-$(recipe)
  use_image
  [ -d "$(base_of)" ] || build_base
  [ "$docker" = no ] || [ -d "$(docker_layer_of)" ] || build_docker_layer
  remove_old_images
  exec 9>&-
}

# Whoever uses an image holds a shared lock on its folder, through this descriptor, which all supervisors inherit: the
# kernel lets go of it when the last of them is gone, however it went.
use_image() {
  mkdir -p "$LAB_IMAGE"
  exec 8<"$LAB_IMAGE"
  flock -s 8
  touch "$LAB_IMAGE"
}

# Checkouts with other recipes share the cache: the three images used last stay, and whatever a living lab uses.
remove_old_images() {
  local image
  find "$LAB_CACHE" -maxdepth 1 -name 'image-*' -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- |
    while read -r image; do flock -nx "$image" rm -rf --one-file-system "$image" || true; done
}

build_base() {
  local part=$LAB_CACHE/base.part
  say 'building the base (about a minute, once)'
  umount_below "$part"
  rm -rf --one-file-system "$part"
  debootstrap --variant=minbase --cache-dir="$LAB_CACHE/debs" --include="$BASE_PACKAGES" \
    bookworm "$part" "$(mirror)" >"$LAB_CACHE/base.log" 2>&1 || die "debootstrap failed: see $LAB_CACHE/base.log"
  configure_base "$part"
  mv "$part" "$(base_of)"
}

configure_base() {
  local root=$1 unit
  rm -f "$root"/etc/ssh/ssh_host_*
  : >"$root/etc/resolv.conf"
  : >"$root/etc/apt/sources.list"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/*
  chroot "$root" useradd -m -s /bin/bash openlibrary
  # Whatever umask the checkout was made with; folders that are there stay as they are.
  tar -C "$LAB_HERE/site/root" --owner=0 --group=0 --mode=u=rwX,go=rX -c . | tar -C "$root" --no-overwrite-dir -x
  chmod 440 "$root/etc/sudoers.d/openlibrary"
  for unit in $BASE_MASKED; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
  chroot "$root" systemctl -q disable nginx memcached haproxy 2>/dev/null
  chroot "$root" systemctl -q enable ssh cron lab-net lab-flap lab-boot-id lab-disks 2>/dev/null
  sed -i 's/^worker_processes.*/worker_processes 1;/' "$root/etc/nginx/nginx.conf"
  sed -i 's/^-l .*/-l 0.0.0.0/; s/^-m .*/-m 16/' "$root/etc/memcached.conf"
  mkdir -p "$root"/srv/{www,apt,disk} "$root/var/lib/docker"
  deploy_site "$root"
  make_certificate "$root"
  make_package "$root/tmp" ol-dummy 1.0
  chroot "$root" dpkg -i /tmp/ol-dummy_1.0_all.deb >/dev/null
  rm "$root/tmp/ol-dummy_1.0_all.deb"
}

# What ol-www0 shows at 443: signed by itself, good for 90 days from the day the base was made.
make_certificate() {
  chroot "$1" sh -c 'cd /etc/haproxy && umask 077 &&
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=openlibrary.org \
      -addext subjectAltName=DNS:openlibrary.org,DNS:www.openlibrary.org -keyout key.pem -out cert.pem 2>/dev/null &&
    cat cert.pem key.pem >openlibrary.org.pem && rm cert.pem key.pem'
}

# /opt as a deploy leaves it: throw-away repositories of one commit, no full clones.
deploy_site() {
  local root=$1 folder
  mkdir -p "$root/opt/olsystem/etc"
  cp -a "$LAB_HERE/site/openlibrary" "$root/opt/openlibrary"
  echo 'the configuration of the lab' >"$root/opt/olsystem/etc/readme"
  for folder in openlibrary olsystem; do
    chroot "$root" sh -c "cd /opt/$folder && git init -q && git add . &&
      git -c user.name=deploy -c user.email=deploy@localhost commit -q -m 'as deployed'"
  done
  chroot "$root" chown -R openlibrary:staff /opt/openlibrary /opt/olsystem
}
