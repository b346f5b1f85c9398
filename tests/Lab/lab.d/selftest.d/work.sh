# shellcheck shell=bash

test_work() {
  local host=$1
  lab break "$host" dpkg-lock 60
  check 'dpkg-lock: apt cannot get the lock' within 5 not on "$host" apt-get -y install ol-dummy
  lab mend "$host" dpkg-lock
  check '  mended' within 5 on "$host" apt-get -y install ol-dummy
  lab break "$host" cron oldump.sh 60
  check 'cron: a process of that name runs' inside "$host" 'pgrep -x oldump.sh'
  lab mend "$host" cron oldump.sh
  check '  mended' within 5 not inside "$host" 'pgrep -x oldump.sh'
  lab break "$host" cron oldump.sh 1
  check '  otherwise it ends by itself' within 5 not inside "$host" 'pgrep -x oldump.sh'
  lab break "$host" prune 60
  check 'prune: that command line is there' inside "$host" 'pgrep -fx "docker builder prune"'
  lab mend "$host" prune
  check '  mended' within 5 not inside "$host" 'pgrep -fx "docker builder prune"'
  for folder in /opt/openlibrary /opt/olsystem; do
    check "$folder is clean" is_clean "$host" "$folder"
    lab break "$host" local-changes "$folder"
    check 'local-changes: it is not' not is_clean "$host" "$folder"
    lab mend "$host" local-changes "$folder"
    check '  mended' is_clean "$host" "$folder"
  done
}

is_clean() { inside "$1" "changes=\$(git -c safe.directory=$2 -C $2 status --porcelain); [ -z \"\$changes\" ]"; }
