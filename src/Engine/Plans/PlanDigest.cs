using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Plans;

/// <summary>
/// What an approval covers: the digest of a canonical text with the runbook's digest, the parameters, the hosts in
/// order with address and machine ID, everything that is done on them, every gate, and the commits to roll back to.
/// </summary>
/// <remarks>
/// The text is one line of JSON in a fixed order, so that no value can pass for another: version, runbook, parameters
/// by name, issue, rollback branch, approval, hosts, their peers, stages, commits by repository, then the window, the
/// rollback rule, the continued run and the announced packages if there are any. Work and health questions are in their
/// storage format. Any change to this text needs a new version number.
/// </remarks>
public static class PlanDigest
{
    public const int Version = 2;

    /// <summary>Leaves out computed properties, such as the activity's name.</summary>
    private static readonly JsonSerializerOptions Written = new() { IgnoreReadOnlyProperties = true };

    /// <summary>
    /// Equal plans with the same machine IDs and commits have equal digests; any difference gives a different digest.
    /// </summary>
    /// <param name="surveyed">What the survey found on each host; the fact <c>machine-id</c> is its machine ID.</param>
    /// <param name="commits">The commit to roll back to, by repository.</param>
    /// <param name="targets">The announced changes of packages, by host; empty if the plan upgrades none.</param>
    public static Digest Of(
        Plan plan,
        IReadOnlyDictionary<string, Facts> surveyed,
        Facts commits,
        Facts? targets = null
    ) => Digest.Of(CanonicalText(plan, surveyed, commits, targets ?? Facts.Empty));

    internal static string CanonicalText(
        Plan plan,
        IReadOnlyDictionary<string, Facts> surveyed,
        Facts commits,
        Facts targets
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("runbook", plan.Runbook);
            json.WriteString("title", plan.Title);
            json.WriteString("runbook-digest", plan.RunbookDigest.Hex);
            Write(json, "parameters", plan.Parameters);
            WriteAround(json, plan);
            WriteEach(json, "hosts", plan.Hosts, host => Write(json, host, MachineOf(host, surveyed)));
            WriteEach(json, "peers", plan.Peers, host => Write(json, host, machine: null));
            WriteEach(json, "stages", plan.Stages, stage => Write(json, stage));
            Write(json, "commits", commits);
            WriteTime(json, plan);
            WriteWayBack(json, plan);
            if (plan.Continues is { } earlier)
                json.WriteNumber("continues", earlier);
            // Omitted if there are none, so that the digests of plans from before the step do not change.
            if (!targets.IsEmpty)
                Write(json, "targets", targets);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? MachineOf(Host host, IReadOnlyDictionary<string, Facts> surveyed) =>
        surveyed.GetValueOrDefault(host.Name)?.GetValueOrDefault("machine-id");

    private static void WriteAround(Utf8JsonWriter json, Plan plan)
    {
        json.WriteString("issue", plan.Issue?.Repository);
        Write(json, "labels", plan.Issue?.Labels ?? []);
        json.WriteString("rollback-from", plan.RollbackBranch?.From);
        Write(json, "rollback-repositories", plan.RollbackBranch?.Repositories ?? []);
        Write(json, "approval", plan.Approval);
    }

    /// <summary>
    /// Omitted if the plan has no window, so that the digests of plans from before the key do not change.
    /// </summary>
    private static void WriteTime(Utf8JsonWriter json, Plan plan)
    {
        if (plan.Window is not { } window)
            return;
        json.WriteString("zone", window.Zone);
        Write(json, "open", window.Open);
        json.WriteNumber("host-ticks", plan.Expected?.Host.Ticks ?? 0);
        json.WriteNumber("rollback-ticks", plan.Expected?.Rollback.Ticks ?? 0);
    }

    /// <summary>Omitted if the runbook has no such key, for the same reason.</summary>
    private static void WriteWayBack(Utf8JsonWriter json, Plan plan)
    {
        if (plan.Rollback is not { } rule)
            return;
        json.WriteBoolean("rollback-approval", rule.NeedsApproval);
        json.WriteBoolean("rollback-stops", rule.StopsCommands);
        json.WriteBoolean("rollback-leaves-unreachable", rule.LeavesUnreachable);
        json.WriteBoolean("rollback-on-failure", rule.OnFailure);
        json.WriteNumber("rollback-within-ticks", rule.Within.Ticks);
    }

    private static void Write(Utf8JsonWriter json, Host host, string? machine)
    {
        json.WriteStartObject();
        json.WriteString("name", host.Name);
        json.WriteString("machine-id", machine);
        json.WriteString("role", host.Role);
        json.WriteString("today", host.TodaysName);
        json.WriteString("address", host.Address);
        json.WriteNumber("port", host.Port);
        json.WriteString("user", host.User);
        json.WriteString("jump", host.JumpHost);
        json.WriteBoolean("become", host.Become);
        json.WriteString("ledger", host.Ledger);
        Write(json, "containers", host.Containers);
        json.WriteString("bring-up", host.BringUp);
        WriteEach(json, "health", host.Health, question => JsonSerializer.Serialize(json, question, Written));
        WriteEach(json, "preflight", host.Preflight, question => JsonSerializer.Serialize(json, question, Written));
        json.WriteString("revision", host.Revision);
        if (!host.Depends.IsEmpty)
            Write(json, "depends", host.Depends);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedStage stage)
    {
        json.WriteStartObject();
        json.WriteString("name", stage.Name);
        json.WriteString("kind", stage.Kind.ToString());
        Write(json, "hosts", stage.Hosts);
        json.WriteNumber("limit", stage.Limit);
        Write(json, "gate", stage.Gate);
        json.WriteString("why", stage.Why);
        WriteEach(json, "steps", stage.Steps, step => Write(json, step));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedStep step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        json.WriteNumber("timeout-ticks", step.Timeout.Ticks);
        json.WriteNumber("attempts", step.Retry.Attempts);
        json.WriteNumber("delay-ticks", step.Retry.Delay.Ticks);
        json.WritePropertyName("work");
        JsonSerializer.Serialize(json, step.Work, Written);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ApprovalRule? rule)
    {
        if (rule is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("channel", rule.Channel);
        json.WriteString("reaction", rule.Reaction);
        json.WriteNumber("needs", rule.Needs);
        json.WriteNumber("remind-ticks", rule.Remind.Ticks);
        json.WriteNumber("expires-ticks", rule.Expires.Ticks);
        if (rule.SecondChannel is { } second)
            json.WriteString("second-channel", second);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Facts facts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> texts) =>
        WriteEach(json, name, texts, json.WriteStringValue);

    private static void WriteEach<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
