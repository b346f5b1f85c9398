namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// An external service emulated in memory: one request in, one reply out, synchronously and without sockets. Safe to
/// call from many threads.
/// </summary>
public interface IEmulatedSite
{
    EmulatedReply Handle(EmulatedRequest request);
}
