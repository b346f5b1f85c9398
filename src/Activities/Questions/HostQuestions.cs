namespace OlUpgrade.Questions;

/// <summary>The read-only scripts that activities ask hosts, each answered by plain lines.</summary>
public static class HostQuestions
{
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Who the machine is and what it runs: <c>name=value</c> lines.</summary>
    public const string Identity = """
        printf 'machine-id=%s\n' "$(cat /etc/machine-id 2>/dev/null)"
        printf 'boot-id=%s\n' "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
        printf 'kernel=%s\n' "$(uname -r)"
        printf 'kernel-installed=%s\n' "$(ls -1 /boot/vmlinuz-* 2>/dev/null | sort -V | tail -n 1 | sed 's,.*/vmlinuz-,,')"
        printf 'system=%s\n' "$(. /etc/os-release 2>/dev/null && printf '%s' "$PRETTY_NAME")"
        """;

    /// <summary>Who it is, and who is logged in there, in one go.</summary>
    public const string Presence =
        Identity
        + "\n"
        + """
            printf 'logged-in=%s\n' "$(who 2>/dev/null | sed 's/ .*//' | sort -u | paste -sd ' ' -)"
            """;

    /// <summary>
    /// Whether a run could work there, asked in one go with who it is: <c>name=value</c> lines. Values: <c>ledger</c>,
    /// its folder; <c>tools</c>, programs separated by blanks; <c>docker</c>, empty where Docker is not needed.
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

    public const string Packages = "dpkg-query -W -f '${Package} ${Version}\\n'";

    public const string Kernel = "uname -r";

    /// <summary>The versions that people compare between hosts: a name and a version on each line.</summary>
    public const string Versions = """
        printf 'system %s\n' "$(. /etc/os-release 2>/dev/null && printf '%s' "$PRETTY_NAME")"
        printf 'kernel %s\n' "$(uname -r)"
        command -v docker >/dev/null 2>&1 || exit 0
        printf 'docker %s\n' "$(docker version --format '{{.Server.Version}}' 2>/dev/null || echo 'does not answer')"
        printf 'compose %s\n' "$(docker compose version --short 2>/dev/null || echo none)"
        """;

    /// <summary>
    /// Name, state, image, restart count and image digest of each container; nothing where there is no Docker.
    /// </summary>
    public const string Containers = """
        command -v docker >/dev/null 2>&1 || exit 0
        ids=$(docker ps --all --quiet --no-trunc) || exit 1
        [ -z "$ids" ] || docker inspect --format '{{.Name}} {{.State.Status}} {{.Config.Image}} {{.RestartCount}} {{.Image}}' $ids
        """;

    /// <summary>
    /// The host's own clock in the first line, then name, state, image, restart count and the time of the last start of
    /// each container; nothing where there is no Docker.
    /// </summary>
    public const string ContainerStarts = """
        command -v docker >/dev/null 2>&1 || exit 0
        ids=$(docker ps --all --quiet --no-trunc) || exit 1
        date -u '+now %Y-%m-%dT%H:%M:%SZ'
        [ -z "$ids" ] || docker inspect --format '{{.Name}} {{.State.Status}} {{.Config.Image}} {{.RestartCount}} {{.State.StartedAt}}' $ids
        """;

    public const string Images = """
        command -v docker >/dev/null 2>&1 || exit 0
        docker images --digests --no-trunc --format '{{.Repository}}:{{.Tag}} {{.ID}} {{.Digest}}'
        """;

    /// <summary>
    /// git as the checkout's owner: it trusts nobody else's checkout, and locks nothing for a question.
    /// </summary>
    private const string AsOwner = """
        as_owner() {
          owner=$(stat -c %U "$1") || return 128
          if [ "$(id -u)" = 0 ]; then runuser -u "$owner" -- env HOME=/ git --no-optional-locks -C "$@"
          else git --no-optional-locks -C "$@"
          fi
        }

        """;

    /// <summary>What was changed in a checkout and not committed, a line each.</summary>
    public const string Changes = AsOwner + "as_owner \"$path\" status --porcelain";

    /// <summary>The commit of each checkout that Open Library keeps under /opt, where it is one.</summary>
    public const string Commits =
        AsOwner
        + """
            for folder in /opt/openlibrary /opt/olsystem; do
              commit=$(as_owner "$folder" rev-parse HEAD 2>/dev/null) && printf '%s %s\n' "$folder" "$commit"
            done
            exit 0
            """;

    /// <summary>The compose files that say what runs, each by its digest.</summary>
    public const string ComposeFiles = """
        for file in /opt/openlibrary/compose*.yaml; do
          [ ! -e "$file" ] || sha256sum "$file" | { read -r digest path && printf '%s %s\n' "$path" "$digest"; }
        done
        exit 0
        """;
}
