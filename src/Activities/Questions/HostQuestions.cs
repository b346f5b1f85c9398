namespace OlUpgrade.Questions;

/// <summary>The read-only scripts that activities run on hosts. Each answers in plain lines of text.</summary>
public static class HostQuestions
{
    /// <summary>How long a host may take to answer one of them.</summary>
    /// <value>20 seconds.</value>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Which machine and boot this is, and what it runs: <c>name=value</c> lines. A kernel is a file that has modules
    /// and is of the running kernel's flavour, the part after the version, such as <c>cloud-amd64</c>.
    /// </summary>
    public const string Identity = """
        printf 'machine-id=%s\n' "$(cat /etc/machine-id 2>/dev/null)"
        printf 'boot-id=%s\n' "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
        printf 'kernel=%s\n' "$(uname -r)"
        flavour() { sed 's/^[^-]*-\([0-9][^-]*-\)*//'; }
        running=$(uname -r | flavour)
        printf 'kernel-installed=%s\n' "$(
          for file in /boot/vmlinuz-*; do
            name=${file##*/vmlinuz-}
            if [ -d "/lib/modules/$name" ] && [ "$(echo "$name" | flavour)" = "$running" ]; then echo "$name"; fi
          done | sort -V | tail -n 1
        )"
        printf 'system=%s\n' "$(. /etc/os-release 2>/dev/null && printf '%s' "$PRETTY_NAME")"
        """;

    /// <summary>
    /// <see cref="Identity"/>, and who is logged in: <c>logged-in=</c> with names separated by spaces.
    /// </summary>
    public const string Presence =
        Identity
        + "\n"
        + """
            printf 'logged-in=%s\n' "$(who 2>/dev/null | sed 's/ .*//' | sort -u | paste -sd ' ' -)"
            """;

    /// <summary>
    /// <see cref="Identity"/>, and whether a run could work here: <c>name=value</c> lines. Needs the values
    /// <c>ledger</c> (its folder), <c>tools</c> (programs, separated by spaces) and <c>docker</c> (empty if Docker is
    /// not needed).
    /// </summary>
    public const string Readiness =
        Identity
        + "\n"
        + """
            printf 'user=%s\n' "$(id -u)"
            printf 'time=%s\n' "$(date +%s)"
            [ -d /run/systemd/system ] && echo systemd=yes || echo systemd=no
            missing=
            for tool in $tools; do command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"; done
            printf 'missing=%s\n' "$missing"
            if [ -n "$docker" ]; then
              why=$(timeout 10 docker ps --quiet 2>&1 >/dev/null) && echo docker=yes ||
                printf 'docker=exit code %s %s\n' "$?" "$(printf %s "$why" | tr '\n' ' ')"
            fi
            at=$ledger
            until [ -d "$at" ]; do at=$(dirname "$at"); done
            [ -w "$at" ] && echo writable=yes || echo writable=no
            printf 'space=%s\n' "$(df -Pm "$at" | tail -n 1 | sed 's/.* \([0-9][0-9]*\)  *[0-9]*% .*/\1/')"
            [ "$at" = "$ledger" ] || exit 0
            for part in id database fence; do
              [ ! -e "$ledger/$part" ] || printf 'ledger-%s=%s\n' "$part" "$(sed 's/ .*//' "$ledger/$part" 2>&1)"
            done
            exit 0
            """;

    /// <summary>The installed packages: a name and a version on each line.</summary>
    public const string Packages = "dpkg-query -W -f '${Package} ${Version}\\n'";

    /// <summary>The running kernel.</summary>
    public const string Kernel = "uname -r";

    /// <summary>The versions that operators compare between hosts: a name and a version on each line.</summary>
    public const string Versions = """
        printf 'system %s\n' "$(. /etc/os-release 2>/dev/null && printf '%s' "$PRETTY_NAME")"
        printf 'kernel %s\n' "$(uname -r)"
        command -v docker >/dev/null 2>&1 || exit 0
        printf 'docker %s\n' "$(docker version --format '{{.Server.Version}}' 2>/dev/null || echo 'does not answer')"
        printf 'compose %s\n' "$(docker compose version --short 2>/dev/null || echo none)"
        """;

    /// <summary>
    /// A shell function: <c>inspected FORMAT ID…</c> prints the containers with these IDs. One that has gone since its
    /// ID was read is left out; any other trouble is a failure.
    /// </summary>
    internal const string Inspected = """
        inspected() {
          [ $# -gt 1 ] || return 0
          code=0
          { why=$(docker inspect --format "$@" 2>&1 >&3) || code=$?; } 3>&1
          [ "$code" != 0 ] || return 0
          gone='no such \(object\|container\)'
          if printf '%s\n' "$why" | grep -qi "$gone" && ! printf '%s\n' "$why" | grep -qvi "$gone"; then return 0; fi
          printf '%s\n' "$why" >&2
          return "$code"
        }

        """;

    /// <summary>
    /// Name, state, image, restart count and image digest of each container; no output without Docker.
    /// </summary>
    public const string Containers =
        Inspected
        + """
            command -v docker >/dev/null 2>&1 || exit 0
            ids=$(docker ps --all --quiet --no-trunc) || exit 1
            inspected '{{.Name}} {{.State.Status}} {{.Config.Image}} {{.RestartCount}} {{.Image}}' $ids
            """;

    /// <summary>
    /// The host's clock on the first line, then name, state, image, restart count and last start time of each
    /// container, and its last exit code; no output without Docker. The state of a container with a health check of its
    /// own is followed by a slash and what Docker says of it: <c>running/unhealthy</c>. Of the containers in
    /// <c>expected</c> (names between blanks) that do not simply run, <c>log NAME</c> and the end of their log follow.
    /// </summary>
    public const string ContainerStarts =
        Inspected
        + """
            command -v docker >/dev/null 2>&1 || exit 0
            ids=$(docker ps --all --quiet --no-trunc) || exit 1
            date -u '+now %Y-%m-%dT%H:%M:%SZ'
            state='{{.State.Status}}{{if .State.Health}}/{{.State.Health.Status}}{{end}}'
            more='{{.State.StartedAt}} {{.State.ExitCode}}'
            table=$(inspected "{{.Name}} $state {{.Config.Image}} {{.RestartCount}} $more" $ids)
            code=$?
            printf '%s\n' "$table"
            [ "$code" = 0 ] || exit "$code"
            printf '%s\n' "$table" | while read -r name state image restarts rest; do
              name=${name#/}
              case " ${expected:-} " in *" $name "*) ;; *) continue ;; esac
              case $state-$restarts in running-0 | running/healthy-0) continue ;; esac
              printf 'log %s %s\n' "$name" "$(docker logs --tail 3 "$name" 2>&1 | tail -c 300 | tr '\n\r\t' '   ')"
            done
            exit 0
            """;

    /// <summary>Name with tag, ID and digest of each image; no output without Docker.</summary>
    public const string Images = """
        command -v docker >/dev/null 2>&1 || exit 0
        docker images --digests --no-trunc --format '{{.Repository}}:{{.Tag}} {{.ID}} {{.Digest}}'
        """;

    /// <summary>
    /// Runs git as the checkout's owner, by number, because git refuses other users' checkouts and the number may have
    /// no account; without optional locks.
    /// </summary>
    private const string AsOwner = """
        as_owner() {
          owner=$(stat -c '%u %g' "$1") || return 128
          if [ "$(id -u)" = 0 ]; then
            setpriv --reuid "${owner% *}" --regid "${owner#* }" --clear-groups env HOME=/ git --no-optional-locks -C "$@"
          else git --no-optional-locks -C "$@"
          fi
        }

        """;

    /// <summary>
    /// Runs the script <c>command</c> for at most 20 s and prints the last 4,000 bytes of what it printed, then its
    /// exit code on a line of its own.
    /// </summary>
    public const string Command = """
        { timeout -k 2 20 sh -c "$command" 2>&1 </dev/null; printf '\n%s\n' "$?"; } | tail -c 4000
        """;

    /// <summary>The uncommitted changes in the checkout <c>path</c>, one per line.</summary>
    public const string Changes = AsOwner + "as_owner \"$path\" status --porcelain";

    /// <summary>
    /// Folder and commit of each of Open Library's checkouts under /opt; folders without one are left out.
    /// </summary>
    public const string Commits =
        AsOwner
        + """
            for folder in /opt/openlibrary /opt/olsystem; do
              commit=$(as_owner "$folder" rev-parse HEAD 2>/dev/null) && printf '%s %s\n' "$folder" "$commit"
            done
            exit 0
            """;

    /// <summary>Path and SHA-256 of each of Open Library's compose files.</summary>
    public const string ComposeFiles = """
        for file in /opt/openlibrary/compose*.yaml; do
          [ ! -e "$file" ] || sha256sum "$file" | { read -r digest path && printf '%s %s\n' "$path" "$digest"; }
        done
        exit 0
        """;
}
