namespace OlUpgrade.Sandbox.Emulation;

/// <summary>What the line did instead of carrying an answer.</summary>
public enum LineFault
{
    /// <summary>The answer arrives.</summary>
    None,

    /// <summary>The request was carried out, and the connection broke before its answer.</summary>
    AnswerLost,

    /// <summary>The request was carried out, and its answer is held back until the client goes away.</summary>
    AnswerHeld,

    /// <summary>The request never arrived.</summary>
    Unreachable,
}
