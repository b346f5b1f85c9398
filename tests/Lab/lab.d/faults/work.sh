# shellcheck shell=bash
# Other work on the host. Faults with a number of seconds end by themselves.

fault_dpkg_lock() {
  in_host "$1" setsid -f python3 -c '
import fcntl, sys, time
lock = open("/var/lib/dpkg/lock-frontend", "w")
fcntl.lockf(lock, fcntl.LOCK_EX)
time.sleep(float(sys.argv[1]))' "${2:?how many seconds}" lab-dpkg-lock </dev/null >/dev/null 2>&1
}

cure_dpkg_lock() { script_in_host "$1" 'pkill -f "lab-dpkg-lock$" || true'; }

# A cron job: a script of this name, run by bash.
fault_cron() {
  script_in_host "$1" 'mkdir -p /run/lab; cp /usr/local/sbin/lab-busy "/run/lab/$1"
    LAB_SECONDS=$2 setsid -f "/run/lab/$1" >/dev/null 2>&1' "${2:?which name}" "${3:?how many seconds}"
}

cure_cron() { script_in_host "$1" 'pkill -f "/run/lab/$1$" || true' "${2:?which name}"; }

# A process with the command line `docker builder prune`.
fault_prune() {
  script_in_host "$1" 'mkdir -p /run/lab; cp /usr/local/sbin/lab-busy /run/lab/builder
    cd /run/lab; LAB_SECONDS=$1 setsid -f bash -c "exec -a docker bash builder prune" >/dev/null 2>&1' "${2:?how many seconds}"
}

cure_prune() { script_in_host "$1" 'pkill -f "^docker builder prune" || true'; }

# The first file of the checkout gets an uncommitted line.
fault_local_changes() {
  script_in_host "$1" 'cd "$1"; file=$(runuser -u openlibrary -- git ls-files | head -n 1)
    echo "# changed by hand" >>"$file"' "${2:-/opt/openlibrary}"
}

cure_local_changes() {
  script_in_host "$1" 'runuser -u openlibrary -- git -C "$1" checkout -q -- .' "${2:-/opt/openlibrary}"
}
