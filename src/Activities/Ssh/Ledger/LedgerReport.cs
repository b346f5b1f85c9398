using System.Globalization;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Ssh.Ledger;

/// <summary>
/// The last line of the host-side script: <c>olupgrade-ledger: NONCE result=… name=value …</c>. Only our script writes
/// it, so an unexpected form is a bug and throws.
/// </summary>
internal sealed record LedgerReport(Facts Fields)
{
    public const string Prefix = "olupgrade-ledger:";

    public string Result => Of("result");

    /// <summary>Reads what follows the nonce.</summary>
    public static LedgerReport Parse(string fields)
    {
        var text = fields.Trim();
        var why = text.IndexOf(" why=", StringComparison.Ordinal);
        var read = Facts.Empty;
        foreach (var word in (why < 0 ? text : text[..why]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('=', 2);
            read = read.SetItem(parts[0], parts.Length == 2 ? parts[1] : "");
        }

        return new(why < 0 ? read : read.SetItem("why", text[(why + 5)..]));
    }

    /// <summary>The value of a field; empty if the report does not have it.</summary>
    public string Of(string field) => Fields.GetValueOrDefault(field, "");

    public LedgerState ToLedgerState() =>
        new(Of("ledger"), EncodedName.Decode(Of("database")), Number("fence"), Of("boot"), Of("machine"));

    public AttemptStart ToAttemptStart() => new(Of("there") == "yes", Of("boot"));

    public AttemptReport ToAttemptReport()
    {
        var state = Of("state") switch
        {
            "absent" => AttemptState.Absent,
            "running" => AttemptState.Running,
            "ended" => AttemptState.Ended,
            "interrupted" => AttemptState.Interrupted,
            var other => throw new InvalidOperationException($"The ledger reports an unknown state \"{other}\"."),
        };
        int? exitCode = state == AttemptState.Ended ? (int)Number("exit") : null;
        return new(ToLedgerState(), state, exitCode, Number("bytes"));
    }

    private long Number(string field) => long.Parse(Of(field), NumberStyles.None, CultureInfo.InvariantCulture);
}
