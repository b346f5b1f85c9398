using System.Diagnostics;
using System.Text;
using OlUpgrade.Runbooks;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Spec.Ssh;

/// <summary>The formats of a ledger call: quoting, encoded names, frames, reports, lines.</summary>
public sealed class LedgerWordsTests
{
    public static TheoryData<string> Awkward =>
        [
            "",
            "plain",
            "two  words",
            "it's",
            "'",
            "''",
            "\"$HOME\" `id` $(id)",
            "a\nb\n",
            "\\",
            "*?[x]",
            "!x",
            "-n",
            "日本語",
            "~",
            "a;b&c|d>e",
        ];

    [Theory]
    [MemberData(nameof(Awkward))]
    public async Task A_quoted_word_comes_back_from_a_shell_unchanged(string word)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"printf %s {ShellQuote.Quote(word)}"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var printed = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(word, printed);
    }

    [Fact]
    public void A_NUL_is_not_quoted() => Assert.Throws<ArgumentException>(() => ShellQuote.Quote("a\0b"));

    [Theory]
    [MemberData(nameof(Awkward))]
    public void An_encoded_name_is_a_safe_word_and_can_be_decoded(string name)
    {
        Assert.Matches("^[A-Za-z0-9._-]*$", EncodedName.Encode(name));
        Assert.Equal(name, EncodedName.Decode(EncodedName.Encode(name)));
    }

    [Theory]
    [InlineData("..", "_2E.")]
    [InlineData("a_b/c", "a_5Fb_2Fc")]
    [InlineData("upgrade packages", "upgrade_20packages")]
    public void An_encoded_name_is_readable(string name, string encoded) =>
        Assert.Equal(encoded, EncodedName.Encode(name));

    [Fact]
    public void A_folder_name_fits_every_file_system_and_stays_unique()
    {
        Assert.Equal("7+canary+ol-dev", EncodedName.Folder("7", "canary", "ol-dev"));
        var (one, two) = (EncodedName.Folder("7", new('é', 200), "1"), EncodedName.Folder("7", new('é', 200), "2"));
        Assert.True(one.Length <= 200);
        Assert.NotEqual(one, two);
        Assert.NotEqual(EncodedName.Folder("a+b", "c"), EncodedName.Folder("a", "b+c"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("olupgrade_dir")]
    public void A_value_must_be_named_like_an_environment_variable(string name) =>
        Assert.Throws<ArgumentException>(() => Call(name, "x"));

    [Fact]
    public void A_command_line_contains_neither_script_nor_value()
    {
        var call = Call("secret", "hunter2");
        Assert.DoesNotContain("hunter2", call.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("echo", call.Command, StringComparison.Ordinal);
        var lines = Encoding.ASCII.GetString(call.Frame).Split('\n');
        string[] expected = [Base64("echo"), $"secret {Base64("hunter2")}", ".", ""];
        Assert.Equal(expected, lines);
        Assert.EndsWith($"\n{call.Nonce}\n", Encoding.ASCII.GetString(call.Opening), StringComparison.Ordinal);
        Assert.DoesNotContain(call.Nonce, call.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Sudo_is_used_when_the_host_says_so_and_the_user_is_not_root()
    {
        var host = SomeHost.Of("ol-dev") with { Become = true };
        Assert.StartsWith("sh -c ", Ask(host), StringComparison.Ordinal);
        Assert.StartsWith("sudo -n -- sh -c ", Ask(host with { User = "ol" }), StringComparison.Ordinal);
        Assert.StartsWith("sh -c ", Ask(host with { User = "ol", Become = false }), StringComparison.Ordinal);

        static string Ask(OlUpgrade.Hosts.Host host) =>
            LedgerCall.Ask(host, ShellScript.Of("true", TimeSpan.FromSeconds(1)), 6).Command;
    }

    [Fact]
    public void A_report_is_read_field_by_field()
    {
        var report = LedgerReport.Parse(
            "result=ok ledger=ab database=one_20two fence=3 boot=b machine=m " + "state=ended exit=4 bytes=12"
        );
        var expected = new AttemptReport(new LedgerState("ab", "one two", 3, "b", "m"), AttemptState.Ended, 4, 12);
        Assert.Equal(expected, report.ToAttemptReport());
        var failed = LedgerReport.Parse("result=failed why=mkdir: no = permission");
        Assert.Equal(("failed", "mkdir: no = permission"), (failed.Result, failed.Of("why")));
    }

    [Fact]
    public void A_line_says_where_it_ends_even_if_it_is_not_text_or_too_long()
    {
        var ends = new List<long>();
        var cutter = new LineCutter(line => ends.Add(line.End), from: 100);
        cutter.Add([0xFF, (byte)'\n']);
        cutter.Add(new byte[LineCutter.MaxLineLength * 2]);
        cutter.Add("\nrest"u8);
        Assert.Equal([102, 103 + (LineCutter.MaxLineLength * 2)], ends);
        cutter.Finish();
        Assert.Equal(107 + (LineCutter.MaxLineLength * 2), ends[^1]);
    }

    [Fact]
    public void Lines_are_cut_at_any_chunk_boundary_and_a_partial_one_waits()
    {
        var lines = new List<string>();
        var cutter = new LineCutter(line => lines.Add(line.Text));
        foreach (var octet in "héllo\n\nwo"u8.ToArray())
            cutter.Add([octet]);
        Assert.Equal(["héllo", ""], lines);
        cutter.Finish();
        Assert.Equal(["héllo", "", "wo"], lines);
    }

    private static LedgerCall Call(string name, string value) =>
        LedgerCall.Ask(
            SomeHost.Of("ol-dev"),
            new ShellScript("echo", Facts.Empty.Add(name, value), TimeSpan.FromSeconds(1)),
            6
        );

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
