using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// What keeps packages and images on a host before a change, under <c>/var/backups/olupgrade/RUN</c>; <c>latest</c> there
/// is the newest. Archives keep only the newest version of a package and pruning removes the images that have no tag,
/// so that without this an undo would have nothing to go back to.
/// </summary>
public static class KeepScripts
{
    /// <summary>One line for each thing: <c>kept</c> or <c>lost</c>, what it is, and where or why.</summary>
    private const string Begin =
        """
        set -eu
        umask 077
        kept=/var/backups/olupgrade/$run
        mkdir -p "$kept/debs"
        ln -sfn "$run" /var/backups/olupgrade/latest
        : > "$kept/list.new"
        """;

    /// <summary>
    /// The archive is read anew, because what it offers decides what will change. Each package that has something newer is
    /// taken from apt's cache, else from the archive, else packed again from the installed files.
    /// </summary>
    private const string Packages =
        """
        export DEBIAN_FRONTEND=noninteractive
        dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}=${Version}\n' > "$kept/packages"
        apt-get -qq -o DPkg::Lock::Timeout=300 update
        apt-get -s -o Debug::NoLocking=1 dist-upgrade > "$kept/outlook"
        cd "$kept/debs"
        sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\].*/\1 \2/p' "$kept/outlook" | while read -r name version; do
          file=$(printf '%s_%s_' "${name%%:*}" "$version" | sed 's/:/%3a/g')
          if ls "$file"*.deb >/dev/null 2>&1; then how='kept before'
          elif cp /var/cache/apt/archives/"$file"*.deb . 2>/dev/null; then how='from the cache'
          elif apt-get -qq download "$name=$version" 2>/dev/null; then how='from the archive'
          elif command -v dpkg-repack >/dev/null 2>&1 && dpkg-repack "$name" >/dev/null 2>&1; then how='packed again'
          else printf 'lost package %s=%s neither in the cache nor in the archive, and dpkg-repack is not installed\n' "$name" "$version" >> "$kept/list.new"; continue
          fi
          printf 'kept package %s=%s %s\n' "$name" "$version" "$how" >> "$kept/list.new"
        done
        """;

    private const string Images =
        """
        if command -v docker >/dev/null 2>&1; then
          ids=$(docker ps --quiet --no-trunc)
          [ -z "$ids" ] || docker inspect --format '{{.Name}} {{.Image}} {{.Config.Image}}' $ids | while read -r name id image; do
            name=${name#/}
            repository=${image%%@*}
            case ${repository##*/} in *:*) repository=${repository%:*} ;; esac
            case $image in sha256:*) repository=olupgrade/$name ;; esac
            tag=$repository:rollback-$run
            there=$(docker image inspect --format '{{.Id}}' "$tag" 2>/dev/null || true)
            [ -z "$there" ] || [ "$there" = "$id" ] || tag=$tag-$name
            if docker tag "$id" "$tag"; then printf 'kept image %s %s\n' "$name" "$tag" >> "$kept/list.new"
            else printf 'lost image %s its image could not be tagged\n' "$name" >> "$kept/list.new"
            fi
          done
        fi
        """;

    private const string End = """mv "$kept/list.new" "$kept/list" """;

    /// <summary>
    /// By the lists that the host has now: for each package that has something newer, <c>kept</c> or <c>lost</c>, its name,
    /// the installed version and the newer one. Reads only.
    /// </summary>
    public const string Outlook =
        """
        command -v apt-get >/dev/null 2>&1 || exit 0
        planned=$(apt-get -s -o Debug::NoLocking=1 dist-upgrade) || exit 1
        printf '%s\n' "$planned" |
          sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\).*/\1 \2 \3/p' |
          while read -r name was newer; do
            file=$(printf '%s_%s_' "${name%%:*}" "$was" | sed 's/:/%3a/g')
            if ls /var/cache/apt/archives/"$file"*.deb >/dev/null 2>&1 || command -v dpkg-repack >/dev/null 2>&1 ||
              apt-cache madison "$name" | awk -F ' *[|] *' '{ print $2 }' | grep -Fxq -- "$was"
            then printf 'kept %s %s %s\n' "$name" "$was" "$newer"
            else printf 'lost %s %s %s\n' "$name" "$was" "$newer"
            fi
          done
        """;

    private static readonly TimeSpan ListDeadline = TimeSpan.FromSeconds(20);

    public static string Of(Work.Keep work) => string.Join('\n', Parts(work));

    public static Facts Values(RunId run) => Facts.Empty.Add("run", run.ToString());

    public static ShellScript List(RunId run) => new("cat -- \"/var/backups/olupgrade/$run/list\"", Values(run), ListDeadline);

    private static IEnumerable<string> Parts(Work.Keep work)
    {
        yield return Begin;
        if (work.What.Contains("packages"))
            yield return Packages;
        if (work.What.Contains("images"))
            yield return Images;
        yield return End.TrimEnd();
    }
}
