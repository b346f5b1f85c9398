using System.Runtime.InteropServices;

namespace OlUpgrade.Sandbox;

/// <summary>
/// Calls back on Ctrl-C or SIGTERM instead of ending the process, so that everything that was started is also stopped.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    private StopSignal(Action stop)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

        void OnSignal(PosixSignalContext context)
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
