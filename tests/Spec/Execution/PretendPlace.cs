using OlUpgrade.Execution;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Execution;

/// <summary>A place for notes that keeps what it was given.</summary>
internal sealed class PretendPlace(params NoteTarget[] targets) : INoteChannel
{
    public Func<Note, Delivery> Answer { get; set; } = _ => Delivery.Done;

    public IList<Note> Tried { get; } = new List<Note>();

    public IList<Note> Told { get; } = new List<Note>();

    /// <summary>For each try, whether an earlier one may have arrived.</summary>
    public IList<bool> Perhaps { get; } = new List<bool>();

    public bool Takes(NoteTarget target) => targets.Contains(target);

    public Task<Delivery> DeliverAsync(Run run, Note note, bool perhapsSent, CancellationToken cancellation)
    {
        Tried.Add(note);
        Perhaps.Add(perhapsSent);
        var delivery = Answer(note);
        if (delivery.Arrived)
            Told.Add(note);
        return Task.FromResult(delivery);
    }
}
