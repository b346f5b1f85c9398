using System.Text.Json;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What people type, and what programs post for them.</summary>
[Collection(FuzzCollection.Name)]
public sealed class TypedFuzzTests
{
    private static readonly Run Run = Story
        .UntilWork(
            Some.Plan(
                Some.Stage("canary", ["ol-dev"], Some.Script()),
                Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())
            )
        )
        .Run;

    private static readonly IReadOnlyList<byte[]> Commands =
    [
        .. CommandTable.All.SelectMany(syntax =>
            Seeds.Of(syntax.Typed(Door.Slack, Run.Id, "ol-dev", "all", null, Run.PlanDigest).Trim('`')[9..])
        ),
        .. Seeds.Of(
            "start small word=\"a b\" --hosts ol-a,ol-b",
            "plan --continue 12 x=y",
            "status 7",
            "list",
            "help",
            "skip 7 --host ol-web1 --reason “no such mirror”",
            $"approve 7 {Run.PlanDigest?.Abbreviated}",
            "1h30m",
            "unix:/run/olupgrade/olupgrade.sock"
        ),
    ];

    private static readonly IReadOnlyList<byte[]> Bodies = Seeds.Of(
        $$"""{"decision":"approve","digest":"{{Run.PlanDigest}}","seen":3}""",
        """{"decision":"settle","host":"ol-dev","happened":true,"reason":"I looked"}""",
        """{"decision":"note","key":"k1","reason":"the racks are moved"}""",
        """{"decision":"rollback","target":"all","emergency":true,"reason":"it is down"}""",
        """{"decision":"abort","stops":true}"""
    );

    [Fact]
    [Parser("typed-commands")]
    public void Anything_typed_is_a_command_or_a_sentence() =>
        Fuzz.Holds(new("typed-commands", Commands, bytes => Type(Seeds.Text(bytes))));

    [Fact]
    [Parser("decisions")]
    public void Anything_posted_is_a_decision_or_a_sentence() => Fuzz.Holds(new("decisions", Bodies, Post));

    private static void Type(string typed)
    {
        var command = UpgradeGrammar.Parse(typed);
        if (command is UpgradeCommand.Wrong wrong)
            Assert.NotEmpty(wrong.Sentence);
        if (command is UpgradeCommand.Decide decide)
        {
            var said = new CommandArguments(Some.Approver, Door.Slack) { Key = "k" };
            var (arguments, problem) = TypedWords.Read(Run, decide.Syntax, decide.Words, said);
            Assert.True(arguments is null != problem is null);
            if (arguments is not null)
                Decided(CommandReader.Read(Run, decide.Syntax, arguments));
        }

        _ = QuestionCode.GateOf(Run, typed);
        _ = ListenAddress.Read(typed, "/data");
        if (Durations.TryParse(typed, out var duration))
            Assert.True(Durations.TryParse(Durations.Format(duration), out _));
    }

    private static void Post(byte[] bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<DecisionRequest>(bytes, JsonSerializerOptions.Web) is { } request)
                Decided(DecisionReader.Read(Run, Some.Approver, request));
        }
        catch (JsonException unreadable)
        {
            // The framework answers 400 to it.
            Assert.NotEmpty(unreadable.Message);
        }
    }

    private static void Decided((PersonsCommand? Command, string? Problem) read)
    {
        Assert.True(read.Command is null != read.Problem is null);
        if (read.Command is { } command)
            _ = Run.Decide(command, Some.Time);
    }
}
