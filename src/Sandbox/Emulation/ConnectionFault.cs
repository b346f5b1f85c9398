namespace OlUpgrade.Sandbox.Emulation;

/// <summary>How a connection failed to carry an answer.</summary>
public enum ConnectionFault
{
    /// <summary>It did not fail: the answer arrives.</summary>
    None,

    /// <summary>The request was carried out, but the connection broke before the answer.</summary>
    AnswerLost,

    /// <summary>The request was carried out, but the answer is held back until the client disconnects.</summary>
    AnswerHeld,

    /// <summary>The request never arrived.</summary>
    Unreachable,
}
