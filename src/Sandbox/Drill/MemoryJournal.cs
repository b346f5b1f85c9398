using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// An in-memory journal that keeps the promises of the real one. It outlives the workers that the simulation kills.
/// </summary>
public sealed class MemoryJournal : IJournal, IOutbox
{
    private readonly SortedDictionary<RunId, List<Entry>> _entries = [];
    private readonly Dictionary<RunId, RunSummary> _summaries = [];
    private readonly Dictionary<string, RunId> _requests = [];
    private readonly Dictionary<string, RunId> _hosts = [];
    private readonly Dictionary<RunId, long> _fences = [];
    private readonly Dictionary<PostedMessage, MessageOrigin> _messages = [];
    private readonly List<PendingNote> _notes = [];
    private readonly HashSet<Note> _delivered = [];
    private readonly HashSet<string> _holders = [];
    private readonly List<FleetEntry> _fleet = [];
    private long _fence;

    public Task<string> DatabaseIdAsync(CancellationToken cancellation) => Task.FromResult("5137ab1e5137ab1e");

    public Task<Opening> OpenAsync(RunEvent.RunRequested request, DateTimeOffset at, CancellationToken cancellation)
    {
        if (_requests.TryGetValue(request.RequestKey, out var known))
            return Task.FromResult<Opening>(new Opening.Known(known));
        foreach (var host in request.Plan.HostsToTake)
        {
            if (_hosts.TryGetValue(host, out var by))
                return Task.FromResult<Opening>(new Opening.HostTaken(host, by));
        }

        var id = new RunId(_entries.Count + 1);
        ImmutableArray<Entry> first = [new Entry(id, 1, at, request)];
        _requests[request.RequestKey] = id;
        _entries[id] = [.. first];
        _summaries[id] = RunSummary.Of(Run.Fold(id, first), at);
        foreach (var host in request.Plan.HostsToTake)
            _hosts[host] = id;
        return Task.FromResult<Opening>(new Opening.Opened(id));
    }

    public Task<ImmutableArray<Entry>> ReadAsync(RunId run, int after, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<Entry>>(_entries.TryGetValue(run, out var all) ? [.. all.Skip(after)] : []);

    public Task<Appended> AppendAsync(NewEntries entries, CancellationToken cancellation)
    {
        if (entries.FencingToken is { } fence && _fences.GetValueOrDefault(entries.Run) != fence)
            return Task.FromResult(Appended.LeaseLost);
        if (_entries[entries.Run].Count != entries.ExpectedVersion)
            return Task.FromResult(Appended.Conflict);
        if (!entries.ReacquiredHosts.IsEmpty && entries.Taken.Any(_hosts.ContainsKey))
            return Task.FromResult(Appended.HostTaken);
        if (entries.Fleet is { } fleet && !TryAdd(fleet))
            return Task.FromResult(Appended.Conflict);
        _entries[entries.Run].AddRange(entries.Entries);
        _summaries[entries.Run] = entries.Summary;
        _notes.AddRange(entries.Notes.Select(note => new PendingNote(note, 0)));
        foreach (var entry in entries.Entries)
        {
            if (PostedMessage.RecordedBy(entry.Event) is var (message, place))
                _messages.TryAdd(message, new MessageOrigin(entry.Run, place));
        }

        foreach (var host in entries.Taken)
            _hosts.Add(host, entries.Run);
        if (!entries.Summary.IsOpen)
            FreeHosts(entries.Run);
        return Task.FromResult(Appended.Yes);
    }

    public Task<ImmutableArray<FleetEntry>> ReadFleetAsync(int after, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<FleetEntry>>([.. _fleet.Skip(after)]);

    public Task<Appended> AppendFleetAsync(NewFleetEntries entries, CancellationToken cancellation) =>
        Task.FromResult(TryAdd(entries) ? Appended.Yes : Appended.Conflict);

    private bool TryAdd(NewFleetEntries entries)
    {
        if (_fleet.Count != entries.ExpectedVersion)
            return false;
        _fleet.AddRange(entries.Entries);
        return true;
    }

    public async Task<Lease> TakeAsync(RunId run, string holder, DateTimeOffset at, CancellationToken cancellation)
    {
        ImmutableArray<Entry> taken =
        [
            new Entry(run, _entries[run].Count + 1, at, new RunEvent.RunTakenOver(holder, _fence + 1)),
        ];
        _fence++;
        _holders.Add(holder);
        _fences[run] = _fence;
        _entries[run].AddRange(taken);
        return new Lease(run, holder, _fence, await DatabaseIdAsync(cancellation));
    }

    public Task<bool> KnowsHolderAsync(string holder, CancellationToken cancellation) =>
        Task.FromResult(_holders.Contains(holder));

    public Task<RunId?> OwnerOfAsync(string machineId, CancellationToken cancellation) =>
        Task.FromResult<RunId?>(_hosts.TryGetValue(NewEntries.MachineKey(machineId), out var run) ? run : null);

    public Task<MessageOrigin?> FindMessageAsync(PostedMessage message, CancellationToken cancellation) =>
        Task.FromResult(_messages.GetValueOrDefault(message));

    public Task<bool> ExpireAsync(RunId run, DateTimeOffset at, CancellationToken cancellation)
    {
        if (!_entries.TryGetValue(run, out var entries) || entries.Count == 0 || _summaries[run].IsOpen)
            return Task.FromResult(false);
        // The run itself stays, so that its number is not used again.
        entries.Clear();
        _notes.RemoveAll(note => note.Note.Run == run);
        foreach (var message in _messages.Where(message => message.Value.Run == run).ToList())
            _messages.Remove(message.Key);
        foreach (var request in _requests.Where(request => request.Value == run).ToList())
            _requests.Remove(request.Key);
        return Task.FromResult(true);
    }

    public Task<ImmutableArray<RunSummary>> ListAsync(bool onlyOpen, int max, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<RunSummary>>([
            .. _summaries.Values.Where(run => run.IsOpen || !onlyOpen).OrderByDescending(run => run.Run).Take(max),
        ]);

    public Task<ImmutableArray<PendingNote>> PendingAsync(RunId run, int max, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<PendingNote>>([
            .. _notes
                .Where(note => note.Note.Run == run && !_delivered.Contains(note.Note))
                .OrderBy(note => note.Note.Version)
                .ThenBy(note => note.Note.Target)
                .Take(max),
        ]);

    public Task<ImmutableArray<RunId>> WaitingAsync(CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<RunId>>([
            .. _notes.Where(note => !_delivered.Contains(note.Note)).Select(note => note.Note.Run).Distinct(),
        ]);

    public Task TryingAsync(ImmutableArray<Note> notes, CancellationToken cancellation)
    {
        foreach (var note in notes)
        {
            var index = _notes.FindIndex(pending => pending.Note == note);
            _notes[index] = _notes[index] with { Tries = _notes[index].Tries + 1 };
        }

        return Task.CompletedTask;
    }

    public Task DeliveredAsync(ImmutableArray<Note> notes, CancellationToken cancellation)
    {
        _delivered.UnionWith(notes);
        return Task.CompletedTask;
    }

    private void FreeHosts(RunId run)
    {
        foreach (var host in _hosts.Where(host => host.Value == run).Select(host => host.Key).ToList())
            _hosts.Remove(host);
    }
}
