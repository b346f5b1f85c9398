using System.Collections.Immutable;
using OlUpgrade.Ssh;

namespace OlUpgrade.Questions;

/// <summary>
/// Why a host needs a reboot: a newer kernel is installed, the system asks for it, or programs still use libraries that
/// were replaced. Programs in containers do not count: they have libraries of their own.
/// </summary>
/// <param name="Reasons">One sentence each, without a full stop; empty if it needs none.</param>
public sealed record RebootNeed(ImmutableArray<string> Reasons)
{
    /// <summary>Programs named in one sentence.</summary>
    private const int MaxPrograms = 5;

    /// <summary>
    /// Prints <see cref="HostQuestions.Identity"/>, then <c>asked PACKAGES</c> if there is a
    /// <c>/run/reboot-required</c>, and <c>holds PROGRAM LIBRARY</c> for each program with a deleted library in its
    /// memory (proc(5), <c>/proc/PID/maps</c>); at most 100.
    /// </summary>
    public const string Script =
        HostQuestions.Identity
        + "\n"
        + """
            if [ -e /run/reboot-required ]; then
              printf 'asked %s\n' "$(sort -u /run/reboot-required.pkgs 2>/dev/null | tr '\n' ' ')"
            fi
            own=$(readlink /proc/self/ns/mnt)
            for process in /proc/[0-9]*; do
              [ "$(readlink "$process/ns/mnt" 2>/dev/null)" = "$own" ] || continue
              library=$(sed -n 's/^.* \(\/[^ ]*\.so[^ ]*\) (deleted)$/\1/p' "$process/maps" 2>/dev/null | head -n 1)
              [ -z "$library" ] || printf 'holds %s %s\n' "$(tr ' ' '_' < "$process/comm")" "$library"
            done 2>/dev/null | sort -u | head -n 100
            exit 0
            """;

    public bool IsNeeded => !Reasons.IsEmpty;

    /// <summary>Reads the answer; null if the host did not say which kernel runs.</summary>
    public static RebootNeed? Read(ShellAnswer answer)
    {
        if (HostIdentity.Read(answer) is not { } identity)
            return null;
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new([.. OfKernel(identity), .. OfSystem(lines), .. OfPrograms(lines)]);
    }

    private static IEnumerable<string> OfKernel(HostIdentity identity)
    {
        if (identity.KernelInstalled.Length > 0 && identity.KernelInstalled != identity.Kernel)
            yield return $"the kernel {identity.Kernel} runs, {identity.KernelInstalled} is installed";
    }

    private static IEnumerable<string> OfSystem(IEnumerable<string> lines) =>
        lines
            .Where(line => line.StartsWith("asked", StringComparison.Ordinal))
            .Select(line => line["asked".Length..].Trim())
            .Select(packages =>
                packages.Length == 0 ? "the system asks for it" : $"the system asks for it: {packages}"
            );

    private static IEnumerable<string> OfPrograms(IEnumerable<string> lines)
    {
        var holding = lines
            .Select(line => line.Split(' '))
            .Where(words => words is ["holds", _, _])
            .Select(words => $"{words[1]} ({words[2]})")
            .ToList();
        if (holding.Count == 0)
            yield break;
        var more = holding.Count > MaxPrograms ? $" and {holding.Count - MaxPrograms} more" : "";
        yield return $"programs use libraries that were replaced: {string.Join(", ", holding.Take(MaxPrograms))}{more}";
    }
}
