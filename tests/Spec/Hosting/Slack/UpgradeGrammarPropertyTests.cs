using CsCheck;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>
/// Whatever is typed is answered: as a command, or with a sentence that says what would have been right.
/// </summary>
public sealed class UpgradeGrammarPropertyTests
{
    private static readonly Run Run = Story
        .UntilWork(
            Some.Plan(
                Some.Stage("canary", ["ol-dev"], Some.Script()),
                Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())
            )
        )
        .Run;

    private static readonly string[] Words =
    [
        "start",
        "plan",
        "list",
        "status",
        "help",
        "approve",
        "refuse",
        "resume",
        "retry",
        "skip",
        "exclude",
        "hold",
        "rollback",
        "abort",
        "override",
        "adopt",
        "note",
        "--hosts",
        "--host",
        "--reason",
        "--continue",
        "--emergency",
        "it-happened",
        "it-did-not-happen",
        "stop",
        "all",
        "ol-dev",
        "ol-web1",
        "ol-wbe1",
        "7",
        "-1",
        "a=b",
        "=",
        "\"",
        "“x y”",
        "&lt;b&gt;",
        "small",
        "",
        "\t",
    ];

    private static Gen<string> Typed { get; } =
        Gen.OneOf(Gen.OneOf(Words).Array[0, 7].Select(words => string.Join(' ', words)), Gen.String[0, 60]);

    [Fact]
    public void Anything_typed_makes_a_command_or_a_sentence() =>
        Typed.Sample(
            typed =>
            {
                var command = UpgradeGrammar.Parse(typed);
                return command is not UpgradeCommand.Wrong { Sentence.Length: 0 }
                    && (command is not UpgradeCommand.Decide decide || IsRead(decide));
            },
            iter: 20_000
        );

    [Fact]
    public void What_is_read_twice_is_the_same_and_a_reason_is_never_shortened() =>
        Gen.String[Gen.Char['a', 'z'], 1, 12]
            .Array[1, 6]
            .Sample(
                words =>
                {
                    var typed = $"skip 7 ol-web1 {string.Join(' ', words)}";
                    var first = Read((UpgradeCommand.Decide)UpgradeGrammar.Parse(typed));
                    var second = Read((UpgradeCommand.Decide)UpgradeGrammar.Parse($"  {typed}  "));
                    return first.Arguments!.Reason == second.Arguments!.Reason
                        && first.Arguments.Reason == string.Join(' ', words);
                },
                iter: 2_000
            );

    private static (CommandArguments? Arguments, string? Problem) Read(UpgradeCommand.Decide decide) =>
        TypedWords.Read(Run, decide.Syntax, decide.Words, new(Some.Approver, Door.Slack));

    /// <summary>Either a decision or what would have been right.</summary>
    private static bool IsRead(UpgradeCommand.Decide decide)
    {
        var (request, problem) = Read(decide);
        return request is null ? problem is { Length: > 0 } : problem is null;
    }
}
