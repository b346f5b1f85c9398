using System.Security.Cryptography;
using System.Text;
using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// A pretend host: packages, services, containers, kernel, files, a ledger and a boot ID, with faults that can be
/// injected. It belongs to the outside and goes on living when the engine is thrown away. Identities follow from the
/// name and a count, so that the same seed gives the same host; all waiting is on the given clock.
/// </summary>
public sealed class SimulatedHost
{
    private readonly EffectLog _effects;

    private int _boots;

    private int _ledgers;

    public SimulatedHost(string name, TimeProvider time, EffectLog effects)
    {
        Name = name;
        Time = time;
        _effects = effects;
        MachineId = Made($"{name}/machine")[..32];
        BootId = NextBootId();
        Files["/etc/machine-id"] = MachineId + "\n";
        Files["/etc/hostname"] = name + "\n";
    }

    public string Name { get; }

    public string MachineId { get; }

    /// <summary>
    /// Of the running boot. Scripts and questions read it by <see cref="ReadBootId"/>, which faults can spoil.
    /// </summary>
    public string BootId { get; private set; }

    /// <summary>How many times the host has booted since it was made.</summary>
    public int Boots => _boots - 1;

    public HostPhase Phase { get; private set; } = HostPhase.Up;

    /// <summary>Installed packages with their versions.</summary>
    public SortedDictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>The newer versions that apt would install; also of packages that are not installed yet.</summary>
    public SortedDictionary<string, string> Upgrades { get; } = new(StringComparer.Ordinal);

    /// <summary>Packages whose installed version can be had nowhere any more: what they were cannot be kept.</summary>
    public ISet<string> GoneFromArchive { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>systemd units: true is active.</summary>
    public SortedDictionary<string, bool> Services { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SimulatedContainer> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Docker's images: the ID behind each name.</summary>
    public SortedDictionary<string, string> Images { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>While this file is there, the balancer sends the host nothing.</summary>
    public const string DrainedFile = "/etc/drained";

    /// <summary>True while all of its containers and services run.</summary>
    public bool IsWell =>
        Containers.Values.All(container => container.IsRunning) && Services.Values.All(isActive => isActive);

    public bool IsDrained => Files.ContainsKey(DrainedFile);

    public string RunningKernel { get; set; } = "6.1.0-30-amd64";

    public string InstalledKernel { get; set; } = "6.1.0-30-amd64";

    /// <summary>With 0 left the ledger cannot record anything.</summary>
    public long DiskFreeMegabytes { get; set; } = 20_000;

    public SimulatedLedger? Ledger { get; private set; }

    public HostFaults Faults { get; } = new();

    public IList<SimulatedQuestion> Questions { get; } = new List<SimulatedQuestion>();

    internal IList<SimulatedScript> Scripts { get; } = new List<SimulatedScript>();

    /// <summary>Processes that run besides the attempts, by their command lines.</summary>
    public ISet<string> Processes { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Checkouts with changes that nobody committed.</summary>
    public ISet<string> ChangedCheckouts { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>From the reboot order to silence.</summary>
    public TimeSpan DownAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From silence to the new boot.</summary>
    public TimeSpan BackAfter { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How long after each boot nobody is let in.</summary>
    public TimeSpan LoginsClosedFor { get; set; } = TimeSpan.Zero;

    /// <summary>Every duration of the host is multiplied by this; a small factor makes a quick demo.</summary>
    public double TimeFactor { get; set; } = 1;

    /// <summary>What each call to the host takes.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(20);

    internal TimeProvider Time { get; }

    /// <summary>Held while the host is read or changed, never while something is waited for.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Counts the connections that were cut.</summary>
    internal int Connections { get; private set; }

    internal DateTimeOffset UnreachableUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>As a script sees it: the boot ID, or what a fault puts in its place.</summary>
    public string ReadBootId()
    {
        if (Faults.Strike(HostFaultKind.BootIdEmpty) is not null)
            return "";
        return Faults.Strike(HostFaultKind.BootIdGarbled) is null
            ? BootId
            : "cat: /proc/sys/kernel/random/boot_id: Input/output error";
    }

    /// <summary>Cuts every connection; what follows an attempt is lost, the attempt goes on.</summary>
    public void CutConnections()
    {
        Connections++;
        foreach (var attempt in Ledger?.Attempts.ToArray() ?? [])
            attempt.Wake();
    }

    internal Task PassAsync(TimeSpan duration, CancellationToken cancellation) =>
        Time.PassAsync(duration * TimeFactor, cancellation);

    internal void Note(EffectKind kind, StepKey? key, string detail, long fence = 0) =>
        _effects.Add(new(kind, Name, key, detail, fence, Time.GetUtcNow()));

    internal void BecomeUnreachable(TimeSpan duration) => UnreachableUntil = Time.GetUtcNow() + (duration * TimeFactor);

    /// <summary>Puts a new ledger in place of any other.</summary>
    public void MakeLedger(string databaseId, long fence) =>
        Ledger = new(Made($"{Name}/ledger/{++_ledgers}")[..32], databaseId) { Fence = fence };

    public void LoseLedger() => Ledger = null;

    /// <summary>Who is logged in.</summary>
    public ICollection<string> LoggedIn { get; } = [];

    /// <summary>What people who log in are told of a run; null when nothing.</summary>
    public string? Notice { get; internal set; }

    /// <summary>As if an old copy had been put back: the same ID, no attempt, a lower fence.</summary>
    internal void RestoreOlderLedger()
    {
        if (Ledger is { } now)
            Ledger = new(now.Id, now.DatabaseId) { Fence = Math.Max(0, now.Fence - 1), Holder = now.Holder };
    }

    internal bool IsRebooting { get; set; }

    internal void GoDown() => Phase = HostPhase.Down;

    internal void Boot()
    {
        BootId = NextBootId();
        Phase = HostPhase.Booting;
        Files.Remove("/run/reboot-required");
        if (Faults.Strike(HostFaultKind.OldKernel) is null)
            RunningKernel = InstalledKernel;
        Note(EffectKind.Booted, null, RunningKernel);
    }

    /// <summary>
    /// Somebody goes to the console: a host that is down boots, without its faults, and lets people in.
    /// </summary>
    public void PowerOn()
    {
        if (Phase == HostPhase.Up)
            return;
        if (Phase == HostPhase.Down)
            Boot();
        LetIn();
        IsRebooting = false;
    }

    /// <summary>Somebody switches it off and on.</summary>
    public void PowerCycle()
    {
        GoDown();
        CutAttempts();
        PowerOn();
    }

    internal void LetIn() => Phase = HostPhase.Up;

    /// <summary>What runs when the power goes: cut short, and whoever follows it is cut off.</summary>
    internal void CutAttempts()
    {
        foreach (var attempt in Ledger?.Attempts.ToArray() ?? [])
            attempt.CutShort();
        CutConnections();
    }

    private static string Made(string from) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(from)));

    private string NextBootId()
    {
        var hex = Made($"{Name}/boot/{_boots++}");
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..32]}";
    }
}
