using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Execution;

/// <summary>A place for notes that keeps what it was given.</summary>
internal sealed class PretendPlace(params NoteTarget[] targets) : INoteChannel
{
    public Func<Note, Delivery> Answer { get; set; } = _ => Delivery.Done;

    public IList<Note> Tried { get; } = new List<Note>();

    public IList<Note> Told { get; } = new List<Note>();

    /// <summary>For each try, whether an earlier one may have arrived.</summary>
    public IList<bool> Perhaps { get; } = new List<bool>();

    /// <summary>How many notes came together, for each try.</summary>
    public IList<int> Together { get; } = new List<int>();

    public int Room { get; set; } = 1_000;

    public bool Takes(NoteTarget target) => targets.Contains(target);

    public Task<Delivery> DeliverAsync(
        Run run,
        ImmutableArray<Note> notes,
        bool perhapsSent,
        CancellationToken cancellation
    )
    {
        foreach (var note in notes)
            Tried.Add(note);
        Together.Add(notes.Length);
        Perhaps.Add(perhapsSent);
        var delivery = Answer(notes[0]);
        foreach (var note in notes.Where(_ => delivery.Arrived))
            Told.Add(note);
        return Task.FromResult(delivery);
    }
}
