using System.Globalization;

namespace OlUpgrade.Lab.Fleet;

/// <summary>A power event of a host: "start 2", "end 133 normal", "stays off".</summary>
internal sealed record PowerEvent(DateTimeOffset At, string What)
{
    public bool IsEnd => What.StartsWith("end ", StringComparison.Ordinal);

    public static PowerEvent Parse(string line)
    {
        var words = line.Split(' ', 2);
        var at = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(double.Parse(words[0], CultureInfo.InvariantCulture));
        return new PowerEvent(at, words[1]);
    }
}
