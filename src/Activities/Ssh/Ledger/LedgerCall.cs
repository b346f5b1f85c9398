using System.Text;
using System.Text.RegularExpressions;
using OlUpgrade.Hosts;
using OlUpgrade.Runs;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// One call of the host-side script as plain data: the command line, which holds nothing secret, and the frame for
/// its standard input. The format is docs/wire/ledger.md.
/// </summary>
internal sealed partial record LedgerCall(string Command, byte[] Frame)
{
    private const string Nothing = "-";

    private static readonly string Program = Base64(ReadProgram());

    // The shell's own `read` would take the program byte by byte, `head` might take more than it was told.
    private static readonly string Loader =
        $"program=$(dd bs={Program.Length + 1} count=1 iflag=fullblock "
        + $"2>/dev/null) && [ ${{#program}} = {Program.Length} ] && "
        + "eval \"$(printf %s \"$program\" | base64 -d)\"";

    public static LedgerCall Ask(Host host, ShellScript question, int limitSeconds) =>
        Of(
            LedgerVerb.Ask,
            host,
            [Nothing, Nothing, Nothing, "0", Nothing, Nothing, Nothing, $"{limitSeconds}", "1"],
            question
        );

    public static LedgerCall Take(Host host, Lease hold, string notice) =>
        Of(LedgerVerb.Take, host, Words(hold), Notice(notice));

    public static LedgerCall Adopt(Host host, Lease hold, string notice) =>
        Of(LedgerVerb.Adopt, host, Words(hold), Notice(notice));

    public static LedgerCall Release(Host host, Lease hold, string ledgerId) =>
        Of(LedgerVerb.Release, host, Words(hold, ledgerId), null);

    public static LedgerCall Start(Host host, Attempt attempt, ShellScript script) =>
        Of(LedgerVerb.Start, host, Words(attempt, 0, 1), script);

    public static LedgerCall Look(Host host, Attempt attempt) => Of(LedgerVerb.Look, host, Words(attempt, 0, 1), null);

    // The beat: after how many silent looks, five a second, the host gives a sign of life.
    public static LedgerCall Follow(Host host, Attempt attempt, long fromByte, int beat) =>
        Of(LedgerVerb.Follow, host, Words(attempt, fromByte, beat), null);

    public static LedgerCall Stop(Host host, Attempt attempt, int graceSeconds) =>
        Of(LedgerVerb.Stop, host, Words(attempt, graceSeconds, 1), null);

    /// <summary>The folder of the attempt inside the ledger's <c>attempts</c>.</summary>
    public static string Folder(StepKey key) =>
        EncodedName.Folder($"{key.Run}", key.Place.Stage, key.Place.Host, key.Place.Step, $"{key.Attempt}");

    private static string[] Words(Attempt attempt, long number, int beat)
    {
        var folder = Folder(attempt.Key);
        var unit = $"olupgrade-{EncodedName.Hash($"{attempt.LedgerId}/{folder}")[..16]}";
        return [folder, unit, .. OfHold(attempt.Hold), EncodedName.Encode(attempt.LedgerId), $"{number}", $"{beat}"];
    }

    private static string[] Words(Lease hold, string? ledgerId = null) =>
        [Nothing, Nothing, .. OfHold(hold), ledgerId is null ? Nothing : EncodedName.Encode(ledgerId), "0", "1"];

    private static string[] OfHold(Lease hold) =>
        [
            EncodedName.Encode(hold.DatabaseId),
            $"{hold.FencingToken}",
            EncodedName.Encode(hold.Holder),
            hold.Follows is { } earlier ? EncodedName.Encode(earlier) : Nothing,
        ];

    private static ShellScript Notice(string text) => ShellScript.Of(text, TimeSpan.Zero);

    private static LedgerCall Of(LedgerVerb verb, Host host, string[] words, ShellScript? script)
    {
        var sudo = host.Become && host.User != "root" ? "sudo -n -- " : "";
        string[] line = [Loader, "olupgrade", verb.ToString().ToLowerInvariant(), host.Ledger, .. words];
        return new($"{sudo}sh -c {string.Join(' ', line.Select(ShellQuote.Quote))}", FrameOf(script));
    }

    private static byte[] FrameOf(ShellScript? script)
    {
        var frame = new StringBuilder(Program).Append('\n').Append(Base64(script?.Text ?? "")).Append('\n');
        foreach (var (name, value) in script?.Values ?? Facts.Empty)
            frame.Append(Checked(name)).Append(' ').Append(Base64(value)).Append('\n');
        return Encoding.ASCII.GetBytes(frame.Append(".\n").ToString());
    }

    private static string Checked(string name) =>
        VariableName().IsMatch(name) && !name.StartsWith("olupgrade_", StringComparison.OrdinalIgnoreCase)
            ? name
            : throw new ArgumentException($"\"{name}\" cannot be the name of an environment variable of a step.");

    private static string Base64(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A script or a value cannot hold a NUL.")
            : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string ReadProgram()
    {
        using var resource = typeof(LedgerCall).Assembly.GetManifestResourceStream("ledger.sh")
            ?? throw new InvalidOperationException("The program was built without ledger.sh.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName();
}
