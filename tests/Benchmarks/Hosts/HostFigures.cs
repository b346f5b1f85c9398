using OlUpgrade.Benchmarks.Figures;
using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Benchmarks.Hosts;

/// <summary>
/// How long a run on eight real hosts of the Lab takes, compared with a shell loop and with Ansible.
/// </summary>
internal static class HostFigures
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(TextWriter output, TimeProvider time)
    {
        if (await LabMachine.MissingAsync() is { Length: > 0 } missing)
        {
            await output.WriteLineAsync($"hosts: skipped, because the Lab cannot run here. {missing}");
            return [];
        }

        if (!Contestants.HasAnsible)
            await output.WriteLineAsync(
                "hosts: skipped Ansible, because it is not installed: apt-get install ansible-core"
            );
        return
        [
            .. await new Race(Course.FiveCommands, time).MeasureAsync("at most 1.2", "at most 0.2"),
            .. await new Race(Course.OneReboot, time).MeasureAsync("at most 1.05", "at most 0.5"),
            await Notice.MeasureAsync(time),
        ];
    }
}
