using System.Text.Json;

namespace OlUpgrade.Hosting.People;

/// <summary>
/// When each token was used, by its ID; the service alone writes it, and a use at most once a minute. It is only a
/// note: without it, or on a full disk, tokens work, and those of earlier releases are good for another 90 days.
/// </summary>
internal sealed class TokenUses(string folder)
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly PrivateJson<TokenUse> _file = new(Path.Combine(folder, "token-uses.json"));
    private readonly Lock _gate = new();

    public Dictionary<string, TokenUse> Read()
    {
        try
        {
            return _file.Read();
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Notes those tokens of earlier releases that are new here, and forgets all that are gone.</summary>
    /// <param name="all">The IDs of all tokens.</param>
    /// <param name="old">The IDs of those of earlier releases.</param>
    public void Begin(IReadOnlyCollection<string> all, IReadOnlyCollection<string> old, DateTimeOffset now)
    {
        lock (_gate)
        {
            var before = Read();
            var after = before.Where(use => all.Contains(use.Key)).ToDictionary();
            foreach (var id in old.Where(id => after.GetValueOrDefault(id)?.Seen is null))
                after[id] = new TokenUse(now, after.GetValueOrDefault(id)?.Used);
            if (!after.OrderBy(use => use.Key).SequenceEqual(before.OrderBy(use => use.Key)))
                Write(after);
        }
    }

    /// <summary>Notes the use.</summary>
    public void UsedAt(string id, DateTimeOffset now)
    {
        lock (_gate)
        {
            var all = Read();
            var known = all.GetValueOrDefault(id) ?? new TokenUse(null, null);
            if (now - known.Used < Precision)
                return;
            all[id] = known with { Used = now };
            Write(all);
        }
    }

    private void Write(Dictionary<string, TokenUse> all)
    {
        try
        {
            _file.Write(all);
        }
        catch (IOException)
        {
            // A `hold` counts, whether or not its token's use can be noted.
        }
    }
}
