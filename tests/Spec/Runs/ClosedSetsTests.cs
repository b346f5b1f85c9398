using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runs;

/// <summary>The compiler cannot see that the sets are closed; these tests stand in for it.</summary>
public sealed class ClosedSetsTests
{
    public static TheoryData<Type> Commands =>
        [.. typeof(RunCommand).GetNestedTypes(), .. typeof(PersonsCommand).GetNestedTypes()];

    public static TheoryData<Type> Events => [.. typeof(RunEvent).GetNestedTypes()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_can_be_decided_in_any_state(Type type)
    {
        var command = (RunCommand)Blank(type);
        foreach (var story in new[] { new Story(), Story.UntilApproval(), Story.UntilWork() })
        {
            var decision = story.Run.Decide(command, story.Now);
            story.Given(decision.Events);
            Assert.Empty(story.Run.Decide(command, story.Now).Events);
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_can_be_folded_in_any_state(Type type)
    {
        var happened = (RunEvent)Blank(type);
        foreach (var story in new[] { new Story(), Story.UntilApproval(), Story.UntilWork() })
            Assert.Equal(story.Run.Version + 1, story.Given(happened).Run.Version);
    }

    /// <summary>A value of the record with some plausible content in each field.</summary>
    private static object Blank(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    private static object? Value(ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(Person) => Some.Approver,
            var type when type == typeof(Plan) => Some.OneHost(),
            var type when type == typeof(StepPlace) => new StepPlace("canary", "ol-dev", "upgrade packages"),
            var type when type == typeof(StepKey) => new StepKey(
                Some.Run,
                new("canary", "ol-dev", "upgrade packages"),
                1
            ),
            var type when type == typeof(ImmutableArray<string>) => ImmutableArray.Create("ol-dev"),
            var type when type == typeof(ImmutableArray<PlannedStage>) => ImmutableArray<PlannedStage>.Empty,
            var type when type == typeof(Facts) => Facts.Empty,
            var type when type == typeof(Outcome) => Outcome.Done(),
            var type when type == typeof(ProbeAnswer) => new ProbeAnswer.DidNotHappen("no"),
            var type when type == typeof(Failure) => new Failure(FailureKind.ExitCode, "broken"),
            var type when type == typeof(Refusal) => new Refusal("no", "no"),
            var type when type == typeof(string) => parameter.Name is "Stage" ? ReservedNames.PrepareStage : "text",
            var type when Nullable.GetUnderlyingType(type) is not null => null,
            var type when type == typeof(Digest) => Digest.Of("plan"),
            var type when type.IsValueType => RuntimeHelpers.GetUninitializedObject(type),
            _ => null,
        };
}
