using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Lab.Fleet;
using OlUpgrade.Lab.Inside;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// All contestants on one course, for a few rounds. Each round has a lab of its own, in which they run one after
/// another, each time with another one first.
/// </summary>
internal sealed class Race(Course course, TimeProvider time)
{
    private const int Rounds = 3;

    private readonly List<ProductRun> _ours = [];
    private readonly List<double> _loop = [];
    private readonly List<double> _ansible = [];
    private readonly List<double> _pipelining = [];

    /// <summary>Compares the product with every contestant, by the medians of all rounds.</summary>
    /// <param name="ofLoop">The target for the ratio to the loop.</param>
    /// <param name="ofAnsible">The target for the ratio to Ansible.</param>
    public async Task<IReadOnlyList<Figure>> MeasureAsync(string ofLoop, string ofAnsible)
    {
        for (var round = 0; round < Rounds; round++)
            await RoundAsync(round);
        var ours = Median.Of(_ours.Select(run => run.OnHosts));
        var figures = new List<Figure>
        {
            new(course.Name, ours, "s", "an ssh loop with ControlMaster", Median.Of(_loop), ofLoop),
            new($"{course.Name}, from the request to the end", Median.Of(_ours.Select(run => run.Whole)), "s"),
        };
        if (Contestants.HasAnsible)
        {
            figures.Insert(1, new(course.Name, ours, "s", "Ansible", Median.Of(_ansible), ofAnsible));
            figures.Insert(
                2,
                new(course.Name, ours, "s", "Ansible with pipelining", Median.Of(_pipelining), ofAnsible)
            );
        }

        return figures;
    }

    /// <summary>Starts a lab with the service in it.</summary>
    public static async Task<(Scene Scene, IReadOnlyList<RacedHost> Hosts)> LineUpAsync(Course course)
    {
        var fleet = await LabFleet.UpAsync(hasDocker: false, LabFleet.AllHosts);
        var hosts = RacedHost.Of(await fleet.InventoryAsync());
        return (
            await Scene.BeginAsync(fleet, ("race.yaml", course.Runbook(hosts)), _ => course.Inventory(hosts)),
            hosts
        );
    }

    private async Task RoundAsync(int round)
    {
        var (scene, hosts) = await LineUpAsync(course);
        await using var _ = scene;
        var others = new Contestants(scene.Fleet, hosts, course, time);
        List<Func<Task>> turns =
        [
            async () => _ours.Add(await ProductRun.RunAsync(scene)),
            async () => _loop.Add(await others.LoopAsync()),
        ];
        if (Contestants.HasAnsible)
        {
            turns.Add(async () => _ansible.Add(await others.AnsibleAsync(pipelining: false)));
            turns.Add(async () => _pipelining.Add(await others.AnsibleAsync(pipelining: true)));
        }

        for (var turn = 0; turn < turns.Count; turn++)
            await turns[(round + turn) % turns.Count]();
    }
}
