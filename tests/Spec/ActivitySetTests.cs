using System.Runtime.CompilerServices;
using OlUpgrade.GitHub;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Slack.Client;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec;

public sealed class ActivitySetTests
{
    [Fact]
    public void Each_case_of_work_but_the_engines_own_wait_has_its_activity()
    {
        var cases = typeof(Work).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(Work)));
        var expected = cases.Where(type => type != typeof(Work.Wait)).Select(NameOf);
        Assert.Equal(expected.Order(), ActivitySet.Of(Ports()).Select(activity => activity.Name).Order());
    }

    private static string NameOf(Type work) => ((Work)RuntimeHelpers.GetUninitializedObject(work)).Activity;

    private static ActivityPorts Ports() =>
        new(
            new SimulatedShell(new SimulatedFleet([], TimeProvider.System)),
            new SlackClient(new HttpClient(), new SlackOptions(), TimeProvider.System),
            new GitHubConnection(
                new HttpClientHandler(),
                new GitHubOptions("token", GitHubOptions.PublicAddress),
                TimeProvider.System
            ),
            new NothingChanges(),
            new NothingChanges(),
            OwnMachine.Unknown,
            HostPolling.Real,
            TimeProvider.System
        );
}
