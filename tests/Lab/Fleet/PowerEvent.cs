using System.Globalization;

namespace OlUpgrade.Lab.Fleet;

/// <summary>Something that the power supply of a host noted: "start 2", "end 133 normal", "stays off".</summary>
internal sealed record PowerEvent(DateTimeOffset At, string What)
{
    public bool IsEnd => What.StartsWith("end ", StringComparison.Ordinal);

    public bool IsStart => What.StartsWith("start ", StringComparison.Ordinal);

    public static PowerEvent Parse(string line)
    {
        var (seconds, what) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var at = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        return new PowerEvent(at, what);
    }
}
