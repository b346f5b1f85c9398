using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill.Laws;

/// <summary>
/// Checks one law. It watches what happens and throws a <see cref="LawBrokenException"/> if the law is broken.
/// </summary>
public interface ILaw
{
    /// <summary>Entries were appended to the journal.</summary>
    void Appended(ImmutableArray<Entry> entries) { }

    /// <summary>Something really changed on a host.</summary>
    void Happened(Effect effect) { }

    /// <summary>A person's command was answered.</summary>
    void Heard(RunCommand command, Recorded answer) { }

    /// <summary>The engine has nothing more to do for now.</summary>
    void Rested(Run run, DriveResult result) { }

    /// <summary>The run has ended and all its notes are delivered.</summary>
    void Ended(Run run) { }
}
