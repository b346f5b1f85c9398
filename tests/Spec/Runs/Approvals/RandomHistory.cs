using System.Collections.Immutable;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Runs.Approvals;

/// <summary>
/// One run as a hostile world may play it: people are renamed, lose and get roles, are listed and taken off the list,
/// join and leave a Slack group, speak at every door, too late and with the wrong code, and take back reactions
/// unheard, while the service does its work and restarts. Some runs are a schedule's.
/// </summary>
internal sealed class RandomHistory : IStaff
{
    private readonly Random _chance;
    private readonly ImmutableArray<Human> _people = [.. Enumerable.Range(1, 5).Select(number => new Human(number))];
    private readonly List<Entry> _entries = [];
    private readonly ApprovalLaw _law;
    private readonly Func<Person, Person> _asJournaled;
    private readonly bool _asksStaff;
    private DateTimeOffset _now = Some.Time;
    private Run _run;

    /// <summary>A run of a random plan, just requested.</summary>
    /// <param name="asJournaled">What becomes of a person on the way to the run; a broken rule changes it.</param>
    /// <param name="asksStaff">False for a service that does not ask again before an effect.</param>
    public RandomHistory(int seed, Func<Person, Person>? asJournaled = null, bool asksStaff = true)
    {
        (_chance, _asJournaled, _asksStaff) = (new Random(seed), asJournaled ?? (person => person), asksStaff);
        _law = new ApprovalLaw(_people);
        foreach (var human in _people)
            (human.IsApprover, human.IsInGroup) = (_chance.Next(3) > 0, _chance.Next(4) == 0);
        _run = Run.Initial(Some.Run);
        var (door, plan) =
            _chance.Next(4) == 0
                ? (Door.Schedule, RandomPlan.OfSchedule(_chance))
                : (Door.Slack, RandomPlan.Of(_chance));
        Apply(new PersonsCommand.Request("key", Voice(_people[0], door), plan) { Door = door });
        Append([new RunEvent.RunTakenOver("test", 1)]);
    }

    public int Events => _entries.Count;

    /// <summary>What was broken, and by which event; null if the law held to the end.</summary>
    public string? Broken { get; private set; }

    /// <summary>The last entries, for whoever looks for the reason.</summary>
    public string End => string.Join('\n', _entries.TakeLast(20).Select(entry => $"{entry.Version} {entry.Event}"));

    /// <summary>How often work began on a host: a law that nothing ever tested holds too.</summary>
    public int Effects { get; private set; }

    public async Task PlayAsync(int moves)
    {
        for (var move = 0; move < moves && Broken is null && !_run.IsSettled; move++)
        {
            switch (_chance.Next(20))
            {
                case < 2:
                    ChangeThePeople();
                    break;
                case < 8:
                    Speak();
                    break;
                case 8 when _chance.Next(4) == 0:
                    Restart();
                    break;
                default:
                    await WorkAsync();
                    break;
            }
        }
    }

    public Task<ApproverStanding> OfApproverAsync(Person approver, CancellationToken cancellation) =>
        Task.FromResult<ApproverStanding>(
            !_asksStaff || _people.Any(human => approver.Accounts!.Any(human.Has) && human.MayApprove)
                ? new ApproverStanding.Valid()
                : new ApproverStanding.Revoked($"{approver.Name} is no longer an active approver.")
        );

    public Task<ApproverStanding> OfReactionAsync(
        PostedMessage message,
        string reaction,
        Person approver,
        CancellationToken cancellation
    ) =>
        Task.FromResult<ApproverStanding>(
            !_asksStaff || _law.HasReaction(approver, message.Ts)
                ? new ApproverStanding.Valid()
                : new ApproverStanding.Revoked($"{approver.Name} has taken back the reaction.")
        );

    private void ChangeThePeople()
    {
        var human = Anybody();
        switch (_chance.Next(6))
        {
            case 0:
                human.Name = Anybody().Name;
                break;
            case 1:
                human.IsActive = !human.IsActive;
                break;
            case 2:
                human.IsApprover = !human.IsApprover;
                break;
            case 3:
                human.IsInGroup = !human.IsInGroup;
                break;
            case 4:
                TakeBackUnheard(human);
                break;
            default:
                human.IsListed = !human.IsListed;
                break;
        }
    }

    /// <summary>The service is away, or Slack loses the event.</summary>
    private void TakeBackUnheard(Human human)
    {
        foreach (var gate in _run.Gates.Values.OrderBy(gate => gate.Stage, StringComparer.Ordinal))
        {
            var isReaction = gate.Approvals.Any(given => given.IsReaction == true && given.By.Accounts!.Any(human.Has));
            if (isReaction && !ApprovalLaw.HasBegun(_run, gate.Stage))
                _law.TakeBack(human, gate.Stage);
        }
    }

    private void Speak()
    {
        var human = Anybody();
        var door = _chance.Next(3) > 0 ? Door.Slack : Door.CommandLine;
        var by = Voice(human, door);
        var stuck = _run.Stuck.Select(step => (StepPlace?)step.Place).FirstOrDefault();
        PersonsCommand? command = _chance.Next(16) switch
        {
            < 6 => Approval(by, door),
            6 => new PersonsCommand.Withdraw(Somewhere(), by) { IsReaction = _chance.Next(2) == 0 },
            7 => new PersonsCommand.Resume(stuck, by, "so"),
            8 => new PersonsCommand.Retry(stuck, by, "so"),
            9 => new PersonsCommand.Skip(stuck, by, "so"),
            10 => stuck is { } place ? new PersonsCommand.Override(place, by, "so") : null,
            11 => new PersonsCommand.Settle(stuck, _chance.Next(2) == 0, by, "so"),
            12 => new PersonsCommand.RollBack("all", by, "so", IsEmergency: _chance.Next(6) == 0),
            13 => new PersonsCommand.Note($"{Events}", Voice(human, null), "it is me"),
            14 => _chance.Next(8) == 0 ? new PersonsCommand.Refuse(null, by, "no") : null,
            _ => _chance.Next(4) == 0 ? new PersonsCommand.Halt(by, "wait") : null,
        };
        if (command is not null)
            Apply(command with { Door = door });
    }

    /// <summary>A reaction or press is of a message; what is typed carries the code that the person saw.</summary>
    private PersonsCommand? Approval(Person by, Door door)
    {
        if (Somewhere() is not { } gate)
            return null;
        _law.MeantGate = gate;
        if (_chance.Next(2) == 0)
        {
            // Nobody can react to a message that the run does not know.
            var question = Gate.Named(_run.Plan!, gate).Question;
            var isReaction = door == Door.Slack && PostedMessage.Of(_run.Evidence(question)) is not null;
            if (isReaction)
                _law.React(_people.First(human => by.Accounts!.Any(human.Has)), gate);
            return new PersonsCommand.Approve(gate, _run.PlanDigest, by) { IsReaction = isReaction };
        }

        var code = QuestionCode.Of(_run, gate)?.Abbreviated ?? "";
        return CommandReader.Read(_run, CommandTable.Approve, new(by, door) { Code = code }).Command;
    }

    /// <summary>The gate that is open, or one that was asked before: people answer late.</summary>
    private string? Somewhere() =>
        _chance.Next(4) == 0
            ? _run.Gates.Keys.OrderBy(name => name, StringComparer.Ordinal).ElementAtOrDefault(_chance.Next(4))
            : _run.CurrentGate?.Name;

    private async Task WorkAsync()
    {
        var running = _run.Steps.Values.Where(step => step.Phase == StepPhase.Started).ToList();
        if (running.Count > 0 && _chance.Next(2) == 0)
            Report(running[_chance.Next(running.Count)]);
        else if (Agenda.Next(_run, _now) is { IsEmpty: false } agenda)
            await ObeyAsync(agenda[_chance.Next(agenda.Length)]);
    }

    private void Report(StepProgress step) => Apply(new RunCommand.ReportOutcome(KeyOf(step), Ending(step.Place)));

    private async Task ObeyAsync(Intent intent)
    {
        switch (intent)
        {
            case Intent.MakePlan:
                Apply(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
                break;
            case Intent.PerformStep perform:
                await PerformAsync(perform.Key);
                break;
            case Intent.ProbeStep probe:
                Apply(new RunCommand.ReportProbe(probe.Key, new ProbeAnswer.Happened(Ending(probe.Key.Place))));
                break;
            case Intent.StopStep stop:
                Apply(new RunCommand.ReportProbe(stop.Key, new ProbeAnswer.Happened(Ending(stop.Key.Place))));
                break;
            case Intent.Decide decide:
                Apply(decide.Command);
                break;
            case Intent.WakeAt wake:
                _now = _chance.Next(6) == 0 ? wake.At : _now.AddMinutes(1);
                break;
            default:
                throw new InvalidOperationException($"What does a run do that wants {intent}?");
        }
    }

    private async Task PerformAsync(StepKey key)
    {
        var (voided, _) = await new ApprovalCheck(this).BeforeAsync(_run, key.Place, default);
        Apply(voided as RunCommand ?? new RunCommand.BeginStep(key, _run.FencingToken, Facts.Empty));
    }

    /// <summary>A question's message is named after its gate.</summary>
    private Outcome Ending(StepPlace place) =>
        _chance.Next(12) switch
        {
            0 => Outcome.Fail(FailureKind.ExitCode, "failed", retryable: false),
            1 => Outcome.Fail(FailureKind.NotReady, "not ready", retryable: false),
            2 => new Outcome.Unknown("the connection was lost"),
            _ => new Outcome.Succeeded(
                Facts
                    .Empty.Add("machine-id", $"{_chance.Next():x32}")
                    .Add(PostedMessage.ChannelFact, "C1")
                    .Add(PostedMessage.TsFact, Gate.AskedBy(_run.Plan!, place)?.Name ?? "none")
            ),
        };

    /// <summary>Everything is read again from the stored text, as after a kill.</summary>
    private void Restart() =>
        _run = Run.Fold(
            Some.Run,
            _entries.Select(entry => entry with { Event = EventCodec.Decode(EventCodec.Encode(entry.Event)) })
        );

    private void Apply(RunCommand command) => Append(_run.Decide(command, _now).Events);

    private void Append(ImmutableArray<RunEvent> events)
    {
        foreach (var happened in events)
        {
            var broken = _law.Broken(_run, happened);
            Broken ??= broken is null ? null : $"{broken} (entry {_entries.Count + 1})";
            if (happened is RunEvent.StepStarted started && started.Place.Host != StepPlace.NoHost)
                Effects++;
            var entry = new Entry(Some.Run, _entries.Count + 1, _now, happened);
            _entries.Add(entry);
            _run = _run.Evolve(entry);
        }
    }

    private Human Anybody() => _people[_chance.Next(_people.Length)];

    private Person Voice(Human human, Door? door) => _asJournaled(human.Through(door));

    private StepKey KeyOf(StepProgress step) => new(_run.Id, step.Place, step.Attempt);
}
