using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Execution;

/// <summary>A channel that keeps the notes it was given.</summary>
internal sealed class PretendChannel(params NoteTarget[] targets) : INoteChannel
{
    public Func<Note, Delivery> Answer { get; set; } = _ => Delivery.Done;

    public IList<Note> Tried { get; } = new List<Note>();

    public IList<Note> Delivered { get; } = new List<Note>();

    /// <summary>For each try, whether an earlier try may have arrived.</summary>
    public IList<bool> Perhaps { get; } = new List<bool>();

    /// <summary>For each try, how many notes came together.</summary>
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
            Delivered.Add(note);
        return Task.FromResult(delivery);
    }
}
