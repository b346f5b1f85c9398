using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// The scripts that keep packages and images on a host before a change, under <c>/var/backups/olupgrade/RUN</c>.
/// Package archives hold only the newest version, and pruning removes untagged images; without this an undo would have
/// nothing to go back to. The links <c>packages</c> and <c>images</c> point to the newest run that kept them.
/// </summary>
public static class KeepScripts
{
    /// <summary>
    /// What an upgrade would change, by the package lists that the host has now. For each package with a newer version:
    /// <c>kept</c> or <c>lost</c>, its name, the installed version and the newer one. Only reads.
    /// </summary>
    public const string Preview =
        """
            command -v apt-get >/dev/null 2>&1 || exit 0
            planned=$(apt-get -s -o Debug::NoLocking=1 dist-upgrade) || exit 1

            """
        + Packages.Functions
        + """
            changing=$(printf '%s\n' "$planned" | sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\).*/\1 \2 \3/p')
            offered=$(offered $(printf '%s\n' "$changing" | cut -d' ' -f1))
            repack=$(command -v dpkg-repack || true)
            printf '%s\n' "$changing" | while read -r name was newer; do
              [ -n "$name" ] || continue
              if [ -n "$repack" ] || is_in /var/cache/apt/archives "$name" "$was" || printf '%s\n' "$offered" | grep -Fxq -- "$name $was"
              then printf 'kept %s %s %s\n' "$name" "$was" "$newer"
              else printf 'lost %s %s %s\n' "$name" "$was" "$newer"
              fi
            done
            """;

    /// <summary>
    /// Starts a new list. The parts add one line for each package or image: <c>kept</c> or <c>lost</c>, what it is, and
    /// where it came from or why it is lost.
    /// </summary>
    private const string Begin = """
        set -eu
        install -d -m 700 /var/backups/olupgrade
        kept=/var/backups/olupgrade/$run
        mkdir -p "$kept/debs"
        # No run can be rolled back after 60 days: what older ones kept is of no use.
        find /var/backups/olupgrade -mindepth 1 -maxdepth 1 -type d -mtime +60 ! -name "$run" -exec rm -rf -- {} +
        : > "$kept/list.new"

        """;

    private const string Images =
        HostQuestions.Inspected
        + """
            if command -v docker >/dev/null 2>&1; then
              ids=$(docker ps --quiet --no-trunc)
              clean='s/[^a-z0-9][^a-z0-9]*/-/g; s/^-//; s/-$//'   # what Docker accepts as the name of an image
              inspected '{{.Name}} {{.Image}} {{.Config.Image}}' $ids > "$kept/inspected"
              while read -r name id image; do
                name=${name#/}
                repository=${image%%@*}
                case ${repository##*/} in *:*) repository=${repository%:*} ;; esac
                case $image in sha256:*) repository=olupgrade/$(printf %s "$name" | tr A-Z a-z | sed "$clean") ;; esac
                tag=$repository:rollback-$run
                there=$(docker image inspect --format '{{.Id}}' "$tag" 2>/dev/null || true)
                [ -z "$there" ] || [ "$there" = "$id" ] || tag=$tag-$name
                docker tag "$id" "$tag"
                printf 'kept image %s %s\n' "$name" "$tag" >> "$kept/list.new"
              done < "$kept/inspected"
            fi
            ln -sfn "$run" /var/backups/olupgrade/images

            """;

    private const string End = """mv "$kept/list.new" "$kept/list" """;

    /// <summary>
    /// Shell functions for other scripts: <c>offered NAME…</c> prints the versions in the archive, <c>is_in FOLDER NAME
    /// VERSION</c> finds a package file.
    /// </summary>
    internal const string PackageFunctions = Packages.Functions;

    private static readonly TimeSpan ListDeadline = TimeSpan.FromSeconds(20);

    /// <summary>The script that keeps what the step names. Needs <see cref="Values"/>; safe to run again.</summary>
    public static string Of(Work.Keep work) => string.Concat(Parts(work));

    /// <summary>
    /// The environment variables of the scripts: <c>run</c>, the run's number, and <c>announced</c>, NAME=VERSION of
    /// the packages that an <c>upgrade</c> step will change, <c>none</c> if that is nothing, empty without such a step.
    /// </summary>
    public static Facts Values(RunId run, UpgradeTargets? targets = null)
    {
        var changing = (targets?.Changes ?? [])
            .Where(change => change.Kind != PackageChangeKind.Add)
            .Select(change => $"{change.Name}={change.From}");
        var announced = targets is null ? "" : string.Join(' ', changing.DefaultIfEmpty("none"));
        return Facts.Empty.Add("run", run.ToString()).Add("announced", announced);
    }

    /// <summary>Prints the list of what a run kept, in the format that <see cref="KeepResult"/> reads.</summary>
    public static ShellScript List(RunId run) =>
        new("cat -- \"/var/backups/olupgrade/$run/list\"", Values(run), ListDeadline);

    private static IEnumerable<string> Parts(Work.Keep work)
    {
        yield return Begin;
        if (work.What.Contains("packages"))
            yield return Packages.Functions + Packages.Keep;
        if (work.What.Contains("images"))
            yield return Images;
        yield return End.TrimEnd();
    }

    /// <summary>The parts of the scripts that handle packages.</summary>
    private static class Packages
    {
        /// <summary>
        /// Shell functions. <c>offered NAME…</c> prints the versions in the archive with one call for all packages;
        /// <c>is_in FOLDER NAME VERSION</c> finds the package file for the right architecture.
        /// </summary>
        public const string Functions = """
            offered() {
              [ $# -eq 0 ] || apt-cache madison -- "$@" | awk -F '[|]' '{ gsub(/ /, "", $1); gsub(/ /, "", $2); print $1 " " $2 }'
            }
            is_in() {
              file=$(printf '%s_%s_' "${2%%:*}" "$3" | sed 's/:/%3a/g')
              case $2 in *:*) kinds=${2##*:} ;; *) kinds="$(dpkg --print-architecture) all" ;; esac
              for kind in $kinds; do [ ! -e "$1/$file$kind.deb" ] || return 0; done
              return 1
            }

            """;

        /// <summary>
        /// Takes the announced packages if there are any. Else it updates the package lists first, because they decide
        /// what will change; waits for their lock for up to 10 minutes, which no option of apt does. The installed
        /// version of each package
        /// with a newer one is taken from apt's cache, else from the archive, else repacked from the installed files. A
        /// package that none of them has is lost; a full disk or an unreachable archive is a failure. Files get their
        /// final name only when they are complete.
        /// </summary>
        public const string Keep = """
            export DEBIAN_FRONTEND=noninteractive
            dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}=${Version}\n' > "$kept/packages"
            if [ -n "$announced" ]; then
              # By the lists that this run downloaded, so that what is kept is what will change.
              export APT_CONFIG="/var/cache/olupgrade/$run/apt.conf"
              printf '%s\n' $announced | sed -n 's/=/ /p' > "$kept/changing"
            else
              for try in $(seq 60); do
                lslocks -n -o COMMAND,PID,PATH | grep -E ' /var/(lib/dpkg|lib/apt/lists|cache/apt/archives)/lock' || break
                sleep 10
              done
              apt-get -qq -o APT::Update::Error-Mode=any update
              apt-get -s -o Debug::NoLocking=1 dist-upgrade > "$kept/outlook"
              sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\].*/\1 \2/p' "$kept/outlook" > "$kept/changing"
            fi
            offered $(cut -d' ' -f1 "$kept/changing") > "$kept/offered"
            rm -rf "$kept/new"
            mkdir "$kept/new"
            cd "$kept/new"
            wanted=
            while read -r name version; do
              if is_in "$kept/debs" "$name" "$version"; then printf 'kept package %s=%s before\n' "$name" "$version" >> "$kept/list.new"
              elif is_in /var/cache/apt/archives "$name" "$version"; then
                cp /var/cache/apt/archives/"$file$kind.deb" .
                printf 'kept package %s=%s from the cache\n' "$name" "$version" >> "$kept/list.new"
              elif grep -Fxq -- "$name $version" "$kept/offered"; then
                wanted="$wanted $name=$version"
                printf 'kept package %s=%s from the archive\n' "$name" "$version" >> "$kept/list.new"
              elif ! command -v dpkg-repack >/dev/null 2>&1; then
                printf 'lost package %s=%s neither in the cache nor in the archive, and dpkg-repack is not installed\n' "$name" "$version" >> "$kept/list.new"
              else
                dpkg-repack "$name"
                printf 'kept package %s=%s packed again\n' "$name" "$version" >> "$kept/list.new"
              fi
            done < "$kept/changing"
            [ -z "$wanted" ] || apt-get -qq download $wanted
            sync
            for file in *.deb; do [ ! -e "$file" ] || mv "$file" "$kept/debs/"; done
            cd /
            rmdir "$kept/new"
            ln -sfn "$run" /var/backups/olupgrade/packages

            """;
    }
}
