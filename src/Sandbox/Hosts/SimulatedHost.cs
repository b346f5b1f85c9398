using System.Security.Cryptography;
using System.Text;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts.Services;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// A simulated host: packages, services, containers, kernel, files, a ledger and a boot ID, with faults that can be
/// injected. It outlives the engine. Its IDs are derived from its name and a counter, so that the same seed gives the
/// same host, and it waits only on the given clock.
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
        MachineId = HashOf($"{name}/machine")[..32];
        BootId = NextBootId();
        Files["/etc/machine-id"] = MachineId + "\n";
        Files["/etc/hostname"] = name + "\n";
    }

    public string Name { get; }

    public string MachineId { get; }

    /// <summary>
    /// The real boot ID. Scripts and questions read it through <see cref="ReadBootId"/>, which faults can change.
    /// </summary>
    public string BootId { get; private set; }

    /// <summary>How many times the host has booted since it was created.</summary>
    public int Boots => _boots - 1;

    public HostPhase Phase { get; private set; } = HostPhase.Up;

    /// <summary>Installed packages with their versions.</summary>
    public SortedDictionary<string, string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest version that apt offers for each package, installed or not.</summary>
    public SortedDictionary<string, string> Upgrades { get; } = new(StringComparer.Ordinal);

    /// <summary>False after an update that did not reach the archive: the lists then offer nothing newer.</summary>
    public bool KnowsNewerPackages { get; internal set; } = true;

    /// <summary>What the package lists offer.</summary>
    internal IReadOnlyDictionary<string, string> Offered =>
        KnowsNewerPackages ? Upgrades : new SortedDictionary<string, string>(StringComparer.Ordinal);

    internal DateTimeOffset PackagesLockedUntil { get; private set; } = DateTimeOffset.MinValue;

    internal DateTimeOffset KeysAwayUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Packages whose installed version is no longer available anywhere and so cannot be kept.</summary>
    public ISet<string> GoneFromArchive { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>systemd units; true if active.</summary>
    public SortedDictionary<string, bool> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Mount points; true while what is mounted there answers.</summary>
    public SortedDictionary<string, bool> Mounts { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong besides containers, units and disks.</summary>
    public ISet<HostTrouble> Troubles { get; } = new SortedSet<HostTrouble>();

    /// <summary>The troubles that this host can have.</summary>
    internal ISet<HostTrouble> PossibleTroubles { get; } = new SortedSet<HostTrouble>();

    /// <summary>The hosts that use something of this one.</summary>
    internal IList<SimulatedHost> Dependents { get; } = new List<SimulatedHost>();

    public SortedDictionary<string, SimulatedContainer> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Docker's images: the ID of each name.</summary>
    public SortedDictionary<string, string> Images { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>While this file exists, the load balancer sends the host no traffic.</summary>
    public const string DrainedFile = "/etc/drained";

    /// <summary>True while all of its containers and services run.</summary>
    public bool IsWell =>
        Containers.Values.All(container => container.IsRunning) && Services.Values.All(isActive => isActive);

    public bool IsDrained => Files.ContainsKey(DrainedFile);

    public string RunningKernel { get; set; } = "6.1.0-30-amd64";

    /// <summary>The newest installed kernel.</summary>
    public string InstalledKernel { get; set; } = "6.1.0-30-amd64";

    /// <summary>The kernel that the boot loader was told to boot; null for the newest.</summary>
    public string? KernelSetToBoot { get; internal set; }

    /// <summary>What the package lists that a run downloaded offered, by the run's number.</summary>
    internal Dictionary<string, SortedDictionary<string, string>> Downloaded { get; } = new(StringComparer.Ordinal);

    /// <summary>With 0 the ledger cannot record anything.</summary>
    public long DiskFreeMegabytes { get; set; } = 20_000;

    public SimulatedLedger? Ledger { get; private set; }

    public HostFaults Faults { get; } = new();

    public IList<SimulatedQuestion> Questions { get; } = new List<SimulatedQuestion>();

    internal IList<SimulatedScript> Scripts { get; } = new List<SimulatedScript>();

    /// <summary>The command lines of other running processes than attempts.</summary>
    public ISet<string> Processes { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Paths of checkouts with uncommitted changes.</summary>
    public ISet<string> ChangedCheckouts { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Time from the reboot order until the host is down. Default 5 s.</summary>
    public TimeSpan DownAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time from going down until the new boot. Default 40 s.</summary>
    public TimeSpan BackAfter { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How long the host refuses logins after each boot. Default 0.</summary>
    public TimeSpan LoginsClosedFor { get; set; } = TimeSpan.Zero;

    /// <summary>All durations of the host are multiplied by this. Default 1; less for a quick demo.</summary>
    public double TimeFactor { get; set; } = 1;

    /// <summary>How long each call to the host takes. Default 20 ms.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(20);

    internal TimeProvider Time { get; }

    /// <summary>Guards reads and changes of the host; never held across a wait.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Counts the connections that were cut.</summary>
    internal int Connections { get; private set; }

    internal DateTimeOffset UnreachableUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The boot ID as a script sees it; a fault may replace it.</summary>
    public string ReadBootId()
    {
        if (Faults.Strike(HostFaultKind.BootIdEmpty) is not null)
            return "";
        return Faults.Strike(HostFaultKind.BootIdGarbled) is null
            ? BootId
            : "cat: /proc/sys/kernel/random/boot_id: Input/output error";
    }

    /// <summary>Cuts every connection. Callers that follow an attempt lose it; the attempt keeps running.</summary>
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

    internal void LockPackages(TimeSpan duration) => PackagesLockedUntil = Time.GetUtcNow() + (duration * TimeFactor);

    /// <summary>Replaces the ledger by a new one.</summary>
    public void MakeLedger(string databaseId, long fence) =>
        Ledger = new(HashOf($"{Name}/ledger/{++_ledgers}")[..32], databaseId) { Fence = fence };

    public void LoseLedger() => Ledger = null;

    /// <summary>The users who are logged in.</summary>
    public ICollection<string> LoggedIn { get; } = [];

    /// <summary>The notice about a run that is shown at login; null if there is none.</summary>
    public string? Notice { get; internal set; }

    /// <summary>Acts as if an old copy had been restored: same ID, no attempts, a lower fencing token.</summary>
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
            RunningKernel = KernelSetToBoot ?? InstalledKernel;
        if (Faults.Strike(HostFaultKind.KeysAway) is { } away)
            KeysAwayUntil = Time.GetUtcNow() + (away.Duration * TimeFactor);
        Note(EffectKind.Booted, null, RunningKernel);
    }

    /// <summary>
    /// Powers the host on at the console: if it is down it boots, without its faults, and allows logins.
    /// </summary>
    public void PowerOn()
    {
        KeysAwayUntil = DateTimeOffset.MinValue;
        if (Phase == HostPhase.Up)
            return;
        if (Phase == HostPhase.Down)
            Boot();
        AllowLogins();
        IsRebooting = false;
    }

    /// <summary>Switches the host off and on.</summary>
    public void PowerCycle()
    {
        GoDown();
        InterruptAttempts();
        PowerOn();
    }

    internal void AllowLogins() => Phase = HostPhase.Up;

    /// <summary>Interrupts all running attempts and cuts all connections, as a power cut does.</summary>
    internal void InterruptAttempts()
    {
        foreach (var attempt in Ledger?.Attempts.ToArray() ?? [])
            attempt.Interrupt();
        CutConnections();
    }

    private static string HashOf(string from) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(from)));

    private string NextBootId()
    {
        var hex = HashOf($"{Name}/boot/{_boots++}");
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..32]}";
    }
}
