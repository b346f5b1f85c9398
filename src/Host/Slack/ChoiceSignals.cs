using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Buttons that people press and forms that they send, turned into signals under the same rules as everywhere. What is
/// in the journal the thread shows; why something is not, only whoever pressed is told.
/// </summary>
public sealed class ChoiceSignals(
    SlackClient slack,
    SlackPeople people,
    Signals signals,
    Recorder recorder,
    TimeProvider time,
    ILogger<ChoiceSignals> logger
)
{
    private const int MaxQuick = 20;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);

    public async Task PressedAsync(SlackSignal.ButtonPressed press, CancellationToken cancellation)
    {
        if (
            SlackChoice.Parse(press.Value) is not { } choice
            || PressedButton.Named(press.Action) is not { } button
            || await recorder.LoadAsync(choice.Run, cancellation) is not { } run
        )
            return;
        if (ChoiceForms.Of(run, button.Syntax, choice) is not { } form)
        {
            await DecideAsync(run, press.UserId, button, choice, Facts.Empty, cancellation);
            return;
        }

        var shown = await slack.ShowAsync(press.TriggerId, form, cancellation);
        if (shown.IsGood)
            return;
        logger.LogWarning(
            "Run {Run}: the form of {Action} could not be shown: {Sentence}",
            run.Id,
            press.Action,
            shown.Failure.Sentence
        );
        await WhisperAsync(
            run,
            press.UserId,
            $"The form could not be shown. Press again, or type {button.Syntax.Usage(Door.Slack)}.",
            cancellation
        );
    }

    public async Task SentAsync(SlackSignal.FormSent form, CancellationToken cancellation)
    {
        if (
            SlackChoice.Parse(form.Value) is { } choice
            && PressedButton.Named(form.Form) is { } button
            && await recorder.LoadAsync(choice.Run, cancellation) is { } run
        )
            await DecideAsync(run, form.UserId, button, choice, form.Filled, cancellation);
    }

    private async Task DecideAsync(
        Run run,
        string userId,
        PressedButton button,
        SlackChoice choice,
        Facts filled,
        CancellationToken cancellation
    )
    {
        if (await people.OfAsync(userId, cancellation) is not { } person)
            return;
        try
        {
            var (command, problem) = CommandReader.Read(run, button.Syntax, button.Says(run, person, choice, filled));
            var recorded = command is null ? null : await SayAsync(run.Id, command, cancellation);
            if ((problem ?? recorded?.Refusal?.Sentence) is { } why)
                await WhisperAsync(run, userId, why, cancellation);
        }
        catch (StoreUnavailableException unavailable)
        {
            await WhisperAsync(
                run,
                userId,
                $"Not accepted. Press it again later. {unavailable.Trouble.Sentence}",
                cancellation
            );
        }
    }

    /// <summary>
    /// A question is known to its run only after it was posted: whoever presses quicker than that is asked to the run
    /// again for a moment, and answered within Slack's 3 s.
    /// </summary>
    private async Task<Recorded> SayAsync(RunId run, PersonsCommand command, CancellationToken cancellation)
    {
        var recorded = await signals.SignalAsync(run, command, cancellation);
        for (var tries = 0; tries < MaxQuick && recorded.Refusal?.Code == "nothing-asked"; tries++)
        {
            await Task.Delay(Quick, time, cancellation);
            recorded = await signals.SignalAsync(run, command, cancellation);
        }

        return recorded;
    }

    /// <summary>
    /// In the run's thread, where it was pressed. What Slack does not take is lost: the run shows how it stands.
    /// </summary>
    private async Task WhisperAsync(Run run, string userId, string sentence, CancellationToken cancellation)
    {
        if (run.Evidence(BuiltInSteps.Header) is not { } header || !header.TryGetValue("channel", out var channel))
            return;
        var whispered = await slack.WhisperAsync(
            channel,
            userId,
            SlackText.Escape(sentence),
            threadTs: null,
            cancellation
        );
        if (!whispered.IsGood)
            logger.LogWarning(
                "Run {Run}: {User} could not be told: {Sentence}",
                run.Id,
                userId,
                whispered.Failure.Sentence
            );
    }
}
