namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// A service of the outside world, played from memory: one request in, one answer out, at once and without sockets.
/// Safe to ask from many threads.
/// </summary>
public interface IEmulatedSite
{
    EmulatedReply Handle(EmulatedRequest request);
}
