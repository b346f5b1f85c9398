using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Packages;

/// <summary>
/// The scripts that read, download, install and check an upgrade with apt. Package lists and files are those of the
/// run's own folder, so that reading changes nothing on the host and installing needs no network. Tried with apt 2.6;
/// see apt-get(8), apt.conf(5).
/// </summary>
public static class AptScripts
{
    /// <summary>
    /// Prints what an upgrade would change now, in the sections that <see cref="AptReport"/> reads, by lists in a
    /// temporary folder that is removed at the end.
    /// </summary>
    public const string Read =
        Functions
        + """
            find /var/tmp -mindepth 1 -maxdepth 1 -type d -user 0 -name 'olupgrade-lists-*' -mtime +1 -exec rm -rf -- {} +
            at=$(mktemp -d /var/tmp/olupgrade-lists-XXXXXX) || exit 1
            trap 'rm -rf "$at"' EXIT
            trap 'exit 1' HUP INT TERM
            chmod 755 "$at"
            lists && update && report && kept
            """;

    /// <summary>The same by lists in the folder of the run, and downloads the files; then their digests.</summary>
    public const string Download =
        Functions
        + """
            at=/var/cache/olupgrade/$run
            mkdir -p "$at" || exit 1
            find /var/cache/olupgrade -mindepth 1 -maxdepth 1 -type d -mtime +7 ! -name "$run" -exec rm -rf -- {} +
            lists && update && report || exit
            [ -z "$words" ] || apt-get -q -y -o Debug::NoLocking=1 --download-only $words > "$at/said" 2>&1 ||
              { tail -n 5 "$at/said" >&2; exit 100; }
            # apt uses a package of a file: archive where it lies, and then cannot install it without downloads.
            sed -n "s/^'file:\([^']*\)' \([^ ]*\) .*/\1 \2/p" "$at/files" | while read -r path name; do
              path=$(printf %s "$path" | sed 's/%2b/+/g; s/%7e/~/g; s/%3a/:/g; s/%20/ /g')
              [ ! -e "$path" ] || cp -- "$path" "$at/archives/$name" || exit
            done || exit
            echo '== sums'
            set +f
            cd "$at/archives" && for file in *.deb; do [ ! -e "$file" ] || sha256sum -- "$file"; done
            """;

    /// <summary>What the downloaded lists would change on the host as it is now.</summary>
    public const string Again =
        Functions
        + """
            at=/var/cache/olupgrade/$run
            [ -d "$at/lists" ] || { echo "$at is gone: it holds the download, for 7 days at least" >&2; exit 4; }
            touch "$at"
            lists && report
            """;

    /// <summary>
    /// Installs by the downloaded lists and files. Waits for apt's and dpkg's locks and prints who holds them. May be
    /// run again after an interruption.
    /// </summary>
    public const string Install =
        Functions
        + Locks
        + """
            at=/var/cache/olupgrade/$run
            [ -d "$at/lists" ] || { echo "$at is gone: it holds the download, for 7 days at least" >&2; exit 4; }
            lists
            unlocked
            # A rollback's choice of a kernel must not outlive it.
            [ ! -e /etc/default/grub.d/olupgrade.cfg ] || { rm -f /etc/default/grub.d/olupgrade.cfg && update-grub; }
            # An earlier attempt may have been cut off in the middle of a package, or between two that need each other.
            dpkg --force-confdef --force-confold --configure -a ||
              apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold --no-download -f install || exit
            words || exit
            [ -n "$words" ] || exit 0
            apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
              --no-download -f $words
            """;

    /// <summary>The host's architecture, and each package with its state and version.</summary>
    public const string Installed = """
        printf 'architecture %s\n' "$(dpkg --print-architecture)"
        dpkg-query -W -f 'package ${db:Status-Status} ${binary:Package} ${Version}\n'
        """;

    /// <summary>
    /// Installs the saved versions of what the upgrade changed, and removes what it added. The values are <c>run</c>,
    /// <c>before</c> (NAME=VERSION of what it changed), <c>added</c> (names), <c>kernel</c> (the one that ran before)
    /// and <c>lock_wait</c> (seconds). Packages of the running kernel stay, and the earlier kernel is set to boot.
    /// </summary>
    public const string Revert =
        Start
        + Locks
        + """
            kept=/var/backups/olupgrade/$run
            unlocked
            dpkg --force-confdef --force-confold --configure -a || true
            automatic=$(apt-mark showauto) || exit
            set --
            for package in $before; do
              name=${package%%=*}
              file=$(printf '%s_%s_' "${name%%:*}" "${package#*=}" | sed 's/:/%3a/g')
              case $name in *:*) kinds=${name##*:} ;; *) kinds="$(dpkg --print-architecture) all" ;; esac
              for kind in $kinds; do [ ! -e "$kept/debs/$file$kind.deb" ] || set -- "$@" "$kept/debs/$file$kind.deb"; done
            done
            if [ $# -gt 0 ]; then
              apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef \
                -o Dpkg::Options::=--force-confold install --allow-downgrades -- "$@" || exit
            fi

            """
        + Removal
        + """
            for name in $automatic; do
              ! is_installed "$name" || echo "$name"
            done | xargs -r apt-mark auto > /dev/null
            [ -z "$stays" ] || boot_earlier || { echo "GRUB could not be told to boot the kernel $kernel" >&2; exit 7; }
            # What the running kernel's packages still need is removed with them, after the reboot.
            [ -z "$removed" ] || dpkg --purge $removed || [ -n "$stays" ]
            """;

    /// <summary>
    /// After the reboot: removes what <see cref="Revert"/> had to leave, and lets the host boot its newest kernel
    /// again; same values.
    /// </summary>
    public const string RevertAfterReboot =
        Start
        + Locks
        + "unlocked\n"
        + Removal
        + """
            [ -z "$removed" ] || dpkg --purge $removed || exit
            [ -z "$stays" ] || { echo "still running, and so not removed: $stays" >&2; exit 5; }
            [ ! -e /etc/default/grub.d/olupgrade.cfg ] || { rm -f /etc/default/grub.d/olupgrade.cfg && update-grub; }
            """;

    private const string Start = """
        set -uf
        umask 022
        export LC_ALL=C DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
        command -v apt-get >/dev/null 2>&1 || { echo 'there is no apt-get on this host' >&2; exit 3; }

        """;

    /// <summary>
    /// Needs the values <c>packages</c> (all, security or names) and <c>leave</c> (names), and <c>at</c>, the folder.
    /// A package that is to be left is asked for at the version that it has; one on hold is not asked for by name.
    /// </summary>
    private const string Functions =
        Start
        + """
            lists() {
              mkdir -p "$at/lists/partial" "$at/archives/partial" "$at/none/partial" || return
              { [ -z "${APT_CONFIG-}" ] || cat "$APT_CONFIG"
                printf 'Dir::State::Lists "%s";\n' "$at/lists"
                printf 'Dir::Cache "%s";\nDir::Cache::Archives "%s";\n' "$at" "$at/archives"
              } > "$at/apt.conf" || return
              export APT_CONFIG="$at/apt.conf"
            }
            update() {
              apt-get -q -o APT::Update::Error-Mode=any update > "$at/said" 2>&1 || { tail -n 5 "$at/said" >&2; return 100; }
            }
            # Prints those of the names for which a security archive has a version newer than the installed one: what is
            # taken may be a later one still, from another archive.
            secure() {
              [ $# -gt 0 ] || return 0
              apt-cache madison "$@" | sed -n 's/^ *\([^ |]*\) *| *\([^ |]*\) *|.*-security\(\/.*\)*$/\1 \2/p' |
                while read -r name version; do
                  was=$(dpkg-query -W -f '${Version}\n' "$name" 2>/dev/null | head -n 1)
                  ! dpkg --compare-versions "$version" gt "$was" || echo "$name"
                done | sort -u
            }
            words() {
              stay=
              for name in $leave; do
                stay="$stay $(dpkg-query -W -f '${db:Status-Status} ${binary:Package}=${Version}\n' "$name" 2>/dev/null |
                  sed -n 's/^installed //p' | tr '\n' ' ')"
              done
              apt-mark showhold > "$at/held" || return
              case $packages in
                all) words="upgrade --with-new-pkgs $stay"; return 0 ;;
                security)
                  apt-get -q -y -s upgrade --with-new-pkgs $stay > "$at/newer" || return
                  wanted=$(secure $(sed -n 's/^Inst \([^ ]*\) \[.*/\1/p' "$at/newer")) ;;
                *) wanted=$packages ;;
              esac
              words=
              for name in $wanted; do grep -Fxq -- "$name" "$at/held" || words="$words $name"; done
              [ -z "$words" ] || words="install --only-upgrade $words $stay"
            }
            report() {
              words || return
              : > "$at/planned"
              : > "$at/files"
              touch "$at/newer"
              if [ -n "$words" ]; then
                apt-get -q -y -s $words > "$at/planned" || return
                # apt names only files that it does not have yet, so it looks into an empty folder.
                apt-get -q -y --print-uris -o Acquire::ForceHash=sha256 -o Dir::Cache::Archives="$at/none" $words \
                  > "$at/files" || return
              fi
              behind="$leave $(cat "$at/held") $(awk '
                /^The following packages have been kept back:/ || /^The following upgrades have been deferred/ { on = 1; next }
                /^[^ ]/ { on = 0 }
                on' "$at/planned" "$at/newer")"
              printf '== architecture\n%s\n' "$(dpkg --print-architecture)"
              echo '== planned'; cat "$at/planned"
              echo '== security'; cat "$at/newer"
              echo '== held'; cat "$at/held"
              # Without the addresses of archives, which may contain a password.
              echo '== newest'; apt-cache policy $behind '^$' | sed -n '/^[^ ].*:$/p; /^  Installed: /p; /^  Candidate: /p'
              echo '== files'; sed -n "s/^'[^']*' //p" "$at/files"
            }

            """
        + KeepScripts.PackageFunctions
        + """
            kept() {
              changing=$(sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\).*/\1 \2 \3/p
                s/^Remv \([^ ]*\) \[\([^]]*\)\].*/\1 \2 -/p' "$at/planned")
              offered=$(offered $(printf '%s\n' "$changing" | cut -d' ' -f1))
              repack=$(command -v dpkg-repack || true)
              echo '== lost'
              printf '%s\n' "$changing" | while read -r name was newer; do
                [ -n "$name" ] && [ -z "$repack" ] || continue
                is_in /var/cache/apt/archives "$name" "$was" || printf '%s\n' "$offered" | grep -Fxq -- "$name $was" ||
                  printf '%s %s %s\n' "$name" "$was" "$newer"
              done
            }

            """;

    private const string Locks = """
        unlocked() {
          end=$(($(date +%s) + lock_wait)) told=
          while holders=$(lslocks -n -o COMMAND,PID,PATH | grep -E ' /var/(lib/dpkg|lib/apt/lists|cache/apt/archives)/lock' |
            tr -s ' ' | paste -sd ';' -); [ -n "$holders" ]; do
            [ "$holders" = "$told" ] || echo "waiting for the locks that are held by $holders"
            told=$holders
            [ "$(date +%s)" -lt "$end" ] ||
              { echo "the locks of apt and dpkg are still held after $lock_wait s by $holders" >&2; exit 6; }
            sleep 5
          done
        }

        """;

    /// <summary>Removes <c>added</c>, but leaves packages of the running kernel in <c>stays</c>.</summary>
    private const string Removal = """
        is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed'; }
        boot_earlier() {
          [ -e /boot/grub/grub.cfg ] ||
            { echo "no GRUB here: have the host boot the kernel $kernel, then reboot it" >&2; exit 7; }
          entry() { sed -n "s/.*menuentry_id_option '\(gnulinux-$1[^']*\)'.*/\1/p" /boot/grub/grub.cfg | head -n 1; }
          menu=$(entry advanced-)
          item=$(entry "$kernel-advanced-")
          [ -n "$menu" ] && [ -n "$item" ] || { echo "GRUB has no entry for the kernel $kernel" >&2; exit 7; }
          mkdir -p /etc/default/grub.d
          printf 'GRUB_DEFAULT="%s>%s"\n' "$menu" "$item" > /etc/default/grub.d/olupgrade.cfg && update-grub
        }
        removed= stays= running=$(uname -r)
        base=$(echo "$running" | sed 's/^\([^-]*-[0-9][^-]*\).*/\1/')   # without the flavour, as of linux-headers-VERSION
        case " $added " in *"-$running "*) is_ours=yes ;; *) is_ours= ;; esac
        for name in $added; do
          is_installed "$name" || continue
          case $is_ours$name in
            yes*"-$base" | yes*"-$base-"*) stays="$stays $name" ;;
            *) removed="$removed $name" ;;
          esac
        done

        """;

    /// <summary>The values that say what is upgraded, in which run.</summary>
    public static Facts Values(PackageSelection packages, RunId run) =>
        Facts
            .Empty.Add("run", run.ToString())
            .Add("packages", packages.Wanted)
            .Add("leave", string.Join(' ', packages.Leave));
}
