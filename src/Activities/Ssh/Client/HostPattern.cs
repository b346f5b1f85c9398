namespace OlUpgrade.Ssh.Client;

/// <summary>
/// A pattern of host names (PATTERNS in ssh_config(5)): <c>*</c> stands for any characters, <c>?</c> for one, and
/// every other character for itself in upper or lower case.
/// </summary>
internal static class HostPattern
{
    public static bool Matches(string pattern, string name)
    {
        // After a mismatch only the last star can take one more character, so a long pattern costs no more than a
        // product of the lengths.
        var (at, from, star, taken) = (0, 0, -1, 0);
        while (from < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
                (star, taken, at) = (at, from, at + 1);
            else if (at < pattern.Length && IsSame(pattern[at], name[from]))
                (at, from) = (at + 1, from + 1);
            else if (star >= 0)
                (at, taken, from) = (star + 1, taken + 1, taken + 1);
            else
                return false;
        }

        return pattern[at..].All(rest => rest == '*');
    }

    private static bool IsSame(char pattern, char name) =>
        pattern == '?' || char.ToLowerInvariant(pattern) == char.ToLowerInvariant(name);
}
