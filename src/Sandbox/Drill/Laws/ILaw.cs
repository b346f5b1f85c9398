using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>A checker of one law. It watches what happens and throws <see cref="LawBrokenException"/>.</summary>
public interface ILaw
{
    /// <summary>Entries were appended; the whole journal is in the world.</summary>
    void Appended(ImmutableArray<Entry> entries) { }

    /// <summary>Something really changed on a host.</summary>
    void Happened(Effect effect) { }

    /// <summary>A person said something and was answered.</summary>
    void Heard(RunCommand command, Recorded answer) { }

    /// <summary>The engine came to rest.</summary>
    void Rested(Run run, DriveResult result) { }

    /// <summary>The run has ended and all is told.</summary>
    void Ended(Run run) { }
}
