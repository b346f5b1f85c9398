using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// One call of the host-side script: the command line, which contains nothing secret, and the two parts of its standard
/// input. The format is in docs/wire/ledger.md.
/// </summary>
/// <param name="Nonce">The call's own word, by which the script is known from anything else that prints.</param>
/// <param name="Opening">The script and the nonce. Nothing can happen on the host until the frame has arrived.</param>
/// <param name="Frame">What the script works on; sent only after it has begun.</param>
internal sealed partial record LedgerCall(string Command, string Nonce, byte[] Opening, byte[] Frame)
{
    private const string None = "-";

    private static readonly string Program = Base64(ReadProgram());

    // The shell's own `read` would take the program byte by byte, and `head` might read past its end.
    private static readonly string Loader =
        $"program=$(dd bs={Program.Length + 1} count=1 iflag=fullblock 2>/dev/null) && "
        + $"[ ${{#program}} = {Program.Length} ] && "
        + "eval \"$(printf %s \"$program\" | base64 -d)\"";

    public static LedgerCall Ask(Host host, ShellScript question, int limitSeconds) =>
        Of(LedgerVerb.Ask, host, [None, None, None, "0", None, None, None, $"{limitSeconds}", "1"], question);

    public static LedgerCall Take(Host host, Lease lease, string notice) =>
        Of(LedgerVerb.Take, host, Words(lease), Notice(notice));

    public static LedgerCall Adopt(Host host, Lease lease, string notice) =>
        Of(LedgerVerb.Adopt, host, Words(lease), Notice(notice));

    public static LedgerCall Release(Host host, Lease lease, string ledgerId) =>
        Of(LedgerVerb.Release, host, Words(lease, ledgerId), null);

    public static LedgerCall Start(Host host, Attempt attempt, ShellScript script) =>
        Of(LedgerVerb.Start, host, Words(attempt, 0, 1), script);

    public static LedgerCall Look(Host host, Attempt attempt) => Of(LedgerVerb.Look, host, Words(attempt, 0, 1), null);

    /// <summary>Follows the output of an attempt from a byte on, until it ends.</summary>
    /// <param name="beat">After how many silent looks, five a second, the host sends a sign of life.</param>
    public static LedgerCall Follow(Host host, Attempt attempt, long fromByte, int beat) =>
        Of(LedgerVerb.Follow, host, Words(attempt, fromByte, beat), null);

    public static LedgerCall Stop(Host host, Attempt attempt, int graceSeconds) =>
        Of(LedgerVerb.Stop, host, Words(attempt, graceSeconds, 1), null);

    /// <summary>The attempt's folder in the ledger's <c>attempts</c>.</summary>
    public static string Folder(StepKey key) =>
        EncodedName.Folder($"{key.Run}", key.Place.Stage, key.Place.Host, key.Place.Step, $"{key.Attempt}");

    private static string[] Words(Attempt attempt, long number, int beat)
    {
        var folder = Folder(attempt.Key);
        var unit = $"olupgrade-{EncodedName.Hash($"{attempt.LedgerId}/{folder}")[..16]}";
        return [folder, unit, .. WordsOf(attempt.Lease), EncodedName.Encode(attempt.LedgerId), $"{number}", $"{beat}"];
    }

    private static string[] Words(Lease lease, string? ledgerId = null) =>
        [None, None, .. WordsOf(lease), ledgerId is null ? None : EncodedName.Encode(ledgerId), "0", "1"];

    private static string[] WordsOf(Lease lease) =>
        [
            EncodedName.Encode(lease.DatabaseId),
            $"{lease.FencingToken}",
            EncodedName.Encode(lease.Holder),
            lease.Follows is { } earlier ? EncodedName.Encode(earlier) : None,
        ];

    private static ShellScript Notice(string text) => ShellScript.Of(text, TimeSpan.Zero);

    private static LedgerCall Of(LedgerVerb verb, Host host, string[] words, ShellScript? script)
    {
        var sudo = host.Become && host.User != "root" ? "sudo -n -- " : "";
        string[] line = [Loader, "olupgrade", verb.ToString().ToLowerInvariant(), host.Ledger, .. words];
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return new(
            $"{sudo}sh -c {string.Join(' ', line.Select(ShellQuote.Quote))}",
            nonce,
            Encoding.ASCII.GetBytes($"{Program}\n{nonce}\n"),
            FrameOf(script)
        );
    }

    private static byte[] FrameOf(ShellScript? script)
    {
        var frame = new StringBuilder(Base64(script?.Text ?? "")).Append('\n');
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
            ? throw new ArgumentException("A script or a value cannot contain a NUL.")
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
