using System.Runtime.InteropServices;

namespace OlUpgrade.Sandbox;

/// <summary>Calls back at Ctrl-C or SIGTERM instead of dying, so that what was started is also ended.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    private StopSignal(Action stop)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard);

        void Heard(PosixSignalContext context)
        {
            context.Cancel = true;
            stop();
        }
    }

    public static StopSignal On(Action stop) => new(stop);

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
