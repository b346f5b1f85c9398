using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Spec.Ssh;

namespace OlUpgrade.Spec.Health;

/// <summary>A question needs exactly the programs that its script runs.</summary>
public sealed class HealthToolsTests
{
    public static TheoryData<HealthQuestion> Questions =>
        [
            new HealthQuestion.Http("http://localhost/", 200, null),
            new HealthQuestion.Unit("docker"),
            new HealthQuestion.Port(443),
            new HealthQuestion.Mount("/1"),
            new HealthQuestion.Disk("/", 1),
            new HealthQuestion.Clock(),
            new HealthQuestion.NotRunning(["oldump.sh"]),
            new HealthQuestion.Json("http://localhost/", "/a", new(Comparison.Is, "1")),
            new HealthQuestion.Metric("http://localhost/", "up", new(Comparison.Is, "1")),
        ];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Each_program_of_the_script_is_named(HealthQuestion question)
    {
        var host = SomeHost.Of("ol-a") with { Health = [question] };
        var programs = HealthCheck.Of(question, host).Script.Text.Split('|').Select(part => part.Trim().Split(' ')[0]);
        Assert.Equal(programs.Order(StringComparer.Ordinal), HealthTools.Of(host));
    }

    [Fact]
    public void Every_kind_of_question_is_known_and_a_program_is_named_once()
    {
        var known = Questions
            .Select(row => row.Data.GetType())
            .Append(typeof(HealthQuestion.AllContainers))
            .Append(typeof(HealthQuestion.Certificate))
            .Append(typeof(HealthQuestion.Clean))
            .Append(typeof(HealthQuestion.Command))
            .Append(typeof(HealthQuestion.NoRebootNeeded))
            .Append(typeof(HealthQuestion.Peers));
        Assert.Equal(
            typeof(HealthQuestion).GetNestedTypes().Select(type => type.Name).Order(),
            known.Select(type => type.Name).Order()
        );
        var host = SomeHost.Of("ol-a") with
        {
            Health = [new HealthQuestion.Port(1), new HealthQuestion.Port(2), new HealthQuestion.AllContainers()],
        };
        Assert.Equal(["grep", "ss"], HealthTools.Of(host));
        host = host with
        {
            Preflight = [new HealthQuestion.Certificate("openlibrary.org", 443, 14), new HealthQuestion.Peers()],
        };
        Assert.Equal(["grep", "openssl", "ss", "timeout"], HealthTools.Of(host));
    }
}
