# shellcheck shell=bash
# A small package archive that all hosts of the lab see as a folder.

publish_package() {
  [ -d "$LAB_RUN/shared/apt" ] || die "the lab \"$LAB_NAME\" is down"
  make_package "$LAB_RUN/shared/apt" "$@"
  renew_index
}

make_package() {
  local folder=$1 name=${2:?which package} version=${3:?which version} after='' build
  shift 3
  build=$(mktemp -d)
  chmod 755 "$build"
  while [ $# -gt 0 ]; do
    case $1 in
      --reboot-required) after='echo "*** System restart required ***" >/run/reboot-required' ;;
      --restarts-sshd) after='systemctl restart ssh; pkill -f "^sshd: .*@" || true; sleep 2' ;;
      --slow)
        after="sleep ${2:?how many seconds}"
        shift
        ;;
      --breaks)
        break_by_package "$build" "$name" "${2:?which unit}"
        shift
        ;;
      --fails) after='echo "the new version does not work here" >&2; exit 1' ;;
      *) die "a package has no option $1" ;;
    esac
    shift
  done
  mkdir -p "$build/DEBIAN" "$build/usr/share/$name"
  echo "$version" >"$build/usr/share/$name/version"
  head -c 65536 /dev/urandom >"$build/usr/share/$name/data"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Lab <lab@localhost>\nDescription: a package of the lab\n' \
    "$name" "$version" >"$build/DEBIAN/control"
  printf '#!/bin/sh\nset -e\n[ "$1" = configure ] || exit 0\n%s\n' "$after" >"$build/DEBIAN/postinst"
  chmod 755 "$build/DEBIAN/postinst"
  dpkg-deb --root-owner-group -b "$build" "$build.deb" >/dev/null
  put_package "$build" "$folder/${name}_${version}_all.deb"
}

# The package contains a file that makes the unit fail at its next start; an older version removes the file.
break_by_package() {
  local at=$1/etc/systemd/system/$3.service.d
  mkdir -p "$at"
  printf '[Service]\nExecStartPre=/bin/false\n' >"$at/$2.conf"
}

# Debian's own docker.io with a higher version, so the upgrade is real. It also restarts the daemon, as Docker's own
# packages do; Debian's would leave the old one running.
publish_docker() {
  local deb build
  [ -d "$LAB_RUN/shared/apt" ] || die "the lab \"$LAB_NAME\" is down"
  deb=$(find "$LAB_CACHE/debs" -name 'docker.io_*.deb' | sort -V | tail -n 1)
  [ -n "$deb" ] || die 'the package docker.io is not in the cache: run `lab build` with Docker first'
  build=$(mktemp -d)
  dpkg-deb -R "$deb" "$build"
  sed -i 's/^\(Version: .*\)$/\1+lab1/' "$build/DEBIAN/control"
  sed -i "/deb-systemd-invoke start 'docker.service'/a \\
    deb-systemd-invoke restart docker.service >/dev/null" "$build/DEBIAN/postinst"
  dpkg-deb -Zgzip -z1 --root-owner-group -b "$build" "$build.deb" >/dev/null
  put_package "$build" "$LAB_RUN/shared/apt/docker.io_lab1.deb"
  renew_index
}

withdraw_package() {
  rm -f "$LAB_RUN/shared/apt/${1:?which package}_${2:?which version}_all.deb"
  renew_index
}

# Atomic, because another publisher may be reading the folder: the file is first moved to the target's file system.
put_package() {
  mv "$1.deb" "$2.part"
  mv "$2.part" "$2"
  rm -r "$1"
}

renew_index() (
  cd "$LAB_RUN/shared/apt" || exit
  exec 7<.
  flock 7
  dpkg-scanpackages --multiversion . /dev/null >Packages.new 2>/dev/null
  mv Packages.new Packages
)
